/** A recording as one JSON document: the header's fields and every column as an array. */
import { madeWith } from '../recording/queries/made';
import { isTensorPass } from '../recording/queries/numbers';
import { nodesOf, positionOf, stepsOf } from '../recording/queries/passes';
import { timelineOf } from '../recording/queries/timeline';
import type { Recording } from '../recording/recording';
import { FORMAT, type Pass, VERSION } from '../recording/schema';
import type { Exhibit } from './exhibit';

/** JSON of the whole recording. What JSON has no number for is a string: "NaN", "Infinity", "-Infinity". */
export function json({ recording }: Exhibit): string {
  const { scopes, writes, contributions } = recording;
  const document = {
    format: FORMAT,
    version: VERSION,
    entry: recording.entry,
    ms: Math.round(recording.ms),
    error: recording.error,
    files: recording.files,
    ops: recording.ops,
    names: recording.names,
    sites: recording.sites,
    scopes: columns(scopes),
    nodes: nodeColumns(recording),
    writes: columns(writes),
    contributions: columns(contributions),
    tensorKinds: recording.tensors.kinds,
    statistics: columns(recording.tensors.statistics),
    tensors: wholeTensors(recording),
    logged: columns(recording.logged),
    plots: recording.plots.list.map(({ frames, ...plot }) => ({
      ...plot,
      frames: Array.from(frames, ([number, frame]) => ({ number, ...frame })),
    })),
    passes: recording.passes.map((pass, index) => passOf(recording, pass, index)),
    output: recording.outputs,
  };
  return `${JSON.stringify(document, (_key, value) => plain(value))}\n`;
}

type Columns = Record<string, { view(): ArrayLike<number> }>;

function columns(table: Columns): Record<string, number[]> {
  return Object.fromEntries(Object.entries(table).map(([name, column]) => [name, Array.from(column.view())]));
}

/** What JSON can hold: lists for typed arrays, text for numbers that are not finite. */
function plain(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}

/** What is known of each node, those that repeat others included. */
function nodeColumns(recording: Recording) {
  const column = <T>(of: (node: number) => T) => Array.from({ length: recording.length }, (_, node) => of(node));
  return {
    op: column(node => recording.code(node)),
    inputs: column(node => recording.inputs(node)),
    data: column(node => madeWith(recording, node)),
    label: column(node => recording.label(node)),
    site: column(node => recording.site(node)),
    scope: column(node => recording.segments.scope(node)),
    tensor: column(node => recording.tensors.kindIdOf(node, recording.segments.original(node)) ?? null),
  };
}

/** All numbers of the tensors that were kept whole. */
function wholeTensors(recording: Recording) {
  return Array.from(recording.tensors.all(), ({ values, ...place }) => ({ ...place, values: written(values) }));
}

/** Numbers with as many digits as tell them apart. */
function written(values: Float32Array | Float64Array): number[] {
  const digits = values instanceof Float32Array ? 9 : 17;
  return Array.from(values, value => (Number.isFinite(value) ? Number(value.toPrecision(digits)) : value));
}

function passOf(recording: Recording, { repeats: _, ...pass }: Pass, index: number) {
  const nodes = nodesOf(recording, index);
  const steps = stepsOf(recording, index);
  const { accumulated = [] } = pass;
  const grads = isTensorPass(recording, index)
    ? Array.from(nodes, node => pass.grads[positionOf(pass.nodes, node)] ?? Number.NaN)
    : Array.from(nodes, node => timelineOf(recording, index).grad(node, steps.length));
  return { ...pass, nodes: Array.from(nodes), grads, steps: Array.from(steps), accumulated: Array.from(accumulated) };
}
