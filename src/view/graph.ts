/** What is drawn, without numbers. */
import type { Graph, ViewEdge, ViewNode, ViewTensor } from '../protocol/panel';
import { scopePath } from '../recording/queries/scope';
import { passExtent, type Subgraph, subgraph, wholeTape } from '../recording/queries/subgraph';
import type { Recording } from '../recording/recording';
import { CONSTANT } from '../recording/schema';
import { viewTensor } from './tensors';
import { opWord } from './words';

/** Largest number of values drawn at once: as many as can be laid out while one waits. */
export const VISIBLE_LIMIT = 420;

/**
 * The graph to draw at pass `pass`, or of the whole tape for -1. With a single pass the rest of the tape is part of the
 * picture, for then it is one script with one result; with several passes each has its own graph.
 */
export function graphOf(recording: Recording, pass: number, focus: number | null, limit = VISIBLE_LIMIT): Graph {
  const whole = pass < 0 || recording.passes.length === 1;
  const part = subgraph(recording, whole ? wholeTape(recording) : passExtent(recording, pass), limit, focus);
  const nodes = part.nodes.map((id, i) => viewNode(recording, id, part, i));
  const edges = edgesBetween(recording, part.nodes);
  return { key: structureKey(nodes, edges), nodes, edges, total: part.total };
}

function viewNode(recording: Recording, id: number, part: Subgraph, i: number): ViewNode {
  const op = recording.op(id);
  const kind = op.arity !== 0 ? 'op' : recording.code(id) === CONSTANT ? 'constant' : 'leaf';
  return {
    id,
    label: recording.label(id),
    kind,
    symbol: op.symbol,
    opName: kind === 'op' ? opWord(op) : '',
    scope: scopePath(recording, id),
    place: recording.placeOf(recording.site(id)),
    tensor: viewTensor(recording, id),
    hiddenInputs: part.hiddenInputs[i],
    hiddenConsumers: part.hiddenConsumers[i],
  };
}

function edgesBetween(recording: Recording, ids: number[]): ViewEdge[] {
  const visible = new Set(ids);
  return ids.flatMap(target =>
    recording
      .inputs(target)
      .map((source, input) => ({ source, target, input }))
      .filter(edge => visible.has(edge.source)),
  );
}

/** Equal for graphs that look the same but for their numbers: the same loop body in another iteration, say. */
function structureKey(nodes: ViewNode[], edges: ViewEdge[]): string {
  const place = new Map(nodes.map((node, i) => [node.id, i]));
  const parts = [
    ...nodes.map(n => [n.kind, n.symbol, n.label, n.hiddenInputs, n.hiddenConsumers, tensorKey(n.tensor)].join('\t')),
    ...edges.map(e => `${place.get(e.source)}>${place.get(e.target)}.${e.input}`),
  ];
  return `${nodes.length}.${edges.length}.${hash(parts.join('\n'))}`;
}

/** What the size of a tensor's card depends on. */
function tensorKey(tensor: ViewTensor | null): string {
  return tensor === null ? '' : `${tensor.shape} ${tensor.requiresGrad} ${tensor.isSingle}`;
}

/** 53 bits of two 32-bit FNV-1a hashes with different starts. */
function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x01000193);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
