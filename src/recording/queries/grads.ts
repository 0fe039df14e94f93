/** The grads of many nodes at once, as some number of passes left them: asked one by one they cost a pass each. */
import type { Recording } from '../recording';
import { FIELD_GRAD } from '../schema';
import { isTensorPass } from './numbers';
import { nodesOf } from './passes';
import { Timeline } from './timeline';

/** Of the nodes from `from` on. */
export interface Grads {
  from: number;
  value: Float64Array;
  /** 1: computed or assigned; 0 without that is only the start. */
  touched: Uint8Array;
}

/** Grads of the nodes from one id to another before pass number `passes` began: what `gradBefore` says of each. */
export function gradsBefore(recording: Recording, from: number, to: number, passes: number): Grads {
  const grads = { from, value: new Float64Array(to - from), touched: new Uint8Array(to - from) };
  const { writes } = recording;
  const set = (node: number, value: number) => {
    if (node < from || node >= to) return;
    grads.value[node - from] = value;
    grads.touched[node - from] = 1;
  };
  const last = Math.min(passes, recording.passes.length);
  for (let pass = 0, row = 0; pass <= last; pass++) {
    for (; row < writes.pass.length && writes.pass.at(row) <= pass; row++) {
      if (writes.field.at(row) === FIELD_GRAD) set(writes.node.at(row), writes.value.at(row));
    }
    if (pass < last) eachGrad(recording, pass, set);
  }
  return grads;
}

/** What a pass that is kept left in the grads that it touched. */
function eachGrad(recording: Recording, index: number, set: (node: number, value: number) => void): void {
  const { nodes, grads, repeats, isThinned } = recording.passes[index];
  if (isThinned) return;
  if (repeats !== undefined && !isTensorPass(recording, index)) {
    // A timeline of its own: the one on show stays where it is.
    const timeline = new Timeline(recording, index, 1);
    for (const node of nodesOf(recording, index)) set(node, timeline.grad(node, Number.POSITIVE_INFINITY)!);
  }
  for (let i = 0; i < nodes.length; i++) set(nodes[i], grads[i]);
}
