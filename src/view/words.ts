/** The terms in which ops, grads and steps are told; the same everywhere. */
import { opByName } from '../engine/ops/table';
import type { GradState } from '../protocol/panel';
import type { OpInfo } from '../recording/schema';

/** An op in words: `addition`; the name that the user gave to an op of their own. */
export function opWord(op: OpInfo): string {
  return (op.custom ? undefined : opByName(op.name)?.word) ?? op.name;
}

/** The local derivative of an op for one input, as a formula: `1 − out²`. */
export function localFormula(op: OpInfo, input: number): string {
  return (op.custom ? undefined : opByName(op.name)?.derivatives[input]?.formula) ?? '';
}

/** What a grad says, when it is not simply its number. */
export const GRAD_WORDS: Record<GradState, string> = {
  unreached: 'not computed yet',
  reached: 'so far',
  final: 'final',
  none: 'a constant has no grad',
};
