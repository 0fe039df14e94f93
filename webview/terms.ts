/** The words of the panel for what a node and its grad are: one place, so that card, inspector and screen reader agree. */

import type { ViewNode } from '../src/protocol/graph';
import type { GradState, NotFinite } from '../src/protocol/panel';

/** A grad's state in words. */
export const STATE_WORDS: Record<GradState, string> = {
  unreached: 'not computed yet',
  reached: 'so far: more may be added',
  final: 'final',
  none: 'a constant has no grad',
};

/** The state of a node's grad in words. */
export function stateWords(node: { tensor: unknown }, state: GradState): string {
  return state === 'none' && node.tensor !== null ? 'requires no gradient' : STATE_WORDS[state];
}

const NOT_FINITE_WORDS: Record<Exclude<NotFinite, null>, string> = {
  data: 'data is not finite',
  grad: 'grad is not finite',
  both: 'data and grad are not finite',
};

/** In place of a number that does not exist yet. */
export const NOT_YET = 'not yet';

/** What a node is called in a sentence: its label, or what it is. */
export function nodeName(node: ViewNode): string {
  if (node.label !== '') return node.label;
  if (node.kind === 'constant') return 'constant';
  return node.opName === '' ? 'unnamed value' : `unnamed ${node.opName}`;
}

/** A node for a screen reader: `o, tanh, data 0.7071, grad 1, final`. */
export function describeNode(
  node: ViewNode,
  { data, grad, state, notFinite }: { data: string; grad: string; state: GradState; notFinite: NotFinite },
): string {
  const parts = [nodeName(node)];
  if (node.kind === 'op' && node.label !== '') parts.push(node.opName);
  if (node.tensor !== null && node.tensor.shape !== '') parts.push(node.tensor.shape);
  parts.push(`data ${data}`);
  if (state === 'unreached') parts.push(grad === '' ? 'grad not computed yet' : 'no gradient came to it');
  else if (state === 'reached') parts.push(`grad ${grad} so far`);
  else if (state === 'final') parts.push(`grad ${grad}`, 'final');
  if (notFinite !== null) parts.push(NOT_FINITE_WORDS[notFinite]);
  return parts.join(', ');
}

/** The same as `STATE_WORDS` where there is room for a number only. */
export const GRAD_SHORT: Record<GradState, string> = {
  unreached: 'no grad yet',
  reached: 'so far',
  final: 'final',
  none: 'no grad',
};
/** Where a pass stands that shows no step. */
export function endsWords({ steps, cursor }: { steps: number; cursor: { step: number } }): string {
  if (steps === 0) return 'Nothing to step through: this pass reached no operation.';
  if (cursor.step > 0) return 'The pass is over: every grad in it is final. Go back to see how each came about.';
  return 'The pass begins: only the root has its gradient, the derivative of itself with respect to itself, which is 1.';
}
