/** Whose grad is NaN or infinite: at the end of a pass, or as the whole run left it. */
import { areFinite } from '../recording/finite';
import type { Extent } from '../recording/queries/extent';
import { END } from '../recording/queries/history';
import { isTensorPass, tensorGrad } from '../recording/queries/numbers';
import { nodesOf } from '../recording/queries/passes';
import { endsOf, timelineOf } from '../recording/queries/timeline';
import type { Recording } from '../recording/recording';
import { CONSTANT, FIELD_GRAD } from '../recording/schema';
import { tensorGradAt } from './tensors';

/** Ids of an extent at the end of a pass, ascending. */
export function passGradsNotFinite(recording: Recording, extent: Extent, pass: number): number[] {
  if (isTensorPass(recording, pass)) return tensorGradsNotFinite(recording, extent, pass);
  const { grads, repeats } = recording.passes[pass];
  const nodes = nodesOf(recording, pass);
  // Of repeated steps the run recorded the leaves alone: the rest is gone through for what is on show anyway.
  const timeline = repeats === undefined ? null : timelineOf(recording, pass);
  const ids: number[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const grad = timeline === null ? grads[i] : (timeline.grad(nodes[i], END) ?? 0);
    if (!Number.isFinite(grad) && extent.positionOf(nodes[i]) >= 0) ids.push(nodes[i]);
  }
  return ids;
}

function tensorGradsNotFinite(recording: Recording, extent: Extent, pass: number): number[] {
  const ids: number[] = [];
  for (let position = 0; position < extent.count; position++) {
    const node = extent.nodeAt(position);
    const kind = recording.tensor(node);
    if (kind === undefined) continue;
    const { numbers } = tensorGradAt(recording, kind, node, { pass, step: END });
    if (numbers !== null && numbers.statistics.nonFinite > 0) ids.push(node);
  }
  return ids;
}

/** Ids of an extent after everything that was recorded, ascending. */
export function lastGradsNotFinite(recording: Recording, extent: Extent): number[] {
  const odd = new Set([...lastOfNumbers(recording), ...lastOfTensors(recording)]);
  return [...odd].filter(node => extent.positionOf(node) >= 0).sort((a, b) => a - b);
}

/** Goes through passes and assignments as they came: to ask for each node which was its last takes a time of both. */
function lastOfNumbers(recording: Recording): Set<number> {
  const { passes, writes } = recording;
  const odd = new Set<number>();
  if (areFinite(writes.value.view()) && passes.every(({ grads }) => areFinite(grads))) return odd;
  const note = (node: number, grad: number) => {
    if (Number.isFinite(grad)) odd.delete(node);
    else if (recording.code(node) !== CONSTANT) odd.add(node);
  };
  let row = 0;
  for (let index = 0; index <= passes.length; index++) {
    for (; row < writes.pass.length && writes.pass.at(row) <= index; row++) {
      if (writes.field.at(row) === FIELD_GRAD) note(writes.node.at(row), writes.value.at(row));
    }
    if (index === passes.length || isTensorPass(recording, index)) continue;
    const { nodes, grads, repeats, isThinned } = passes[index];
    // What is not finite in a repeated step arrives at its leaves, whose grads were recorded.
    if (repeats !== undefined && !isThinned && (odd.size > 0 || !areFinite(grads))) {
      const ends = endsOf(recording, index);
      for (const node of nodesOf(recording, index)) note(node, ends.gradOf(node));
    }
    nodes.forEach((node, i) => {
      note(node, grads[i]);
    });
  }
  return odd;
}

function lastOfTensors(recording: Recording): number[] {
  const { passes, tensors } = recording;
  const odd: number[] = [];
  if (tensors.kinds.length === 0) return odd;
  const seen = new Set<number>();
  for (let pass = passes.length - 1; pass >= 0; pass--) {
    for (const node of nodesOf(recording, pass)) {
      if (seen.has(node)) continue;
      seen.add(node);
      if (recording.tensor(node)?.requiresGrad && (tensorGrad(recording, node, pass)?.statistics.nonFinite ?? 0) > 0) {
        odd.push(node);
      }
    }
  }
  return odd;
}
