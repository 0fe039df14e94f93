/** The terms in which ops, grads and steps are told; the same everywhere. */
import { opByName } from '../engine/ops/table';
import type { GradState } from '../protocol/panel';
import type { OpInfo } from '../recording/schema';

/** An op in words: `addition`; the name that the user gave to an op of their own. */
export function opWord(op: OpInfo): string {
  if (op.tensor !== undefined) return op.tensor.word;
  return (op.custom ? undefined : opByName(op.name)?.word) ?? op.name;
}

/** What stands for a, b and out in a formula: the names of a node's inputs and of the node. */
export interface FormulaNames {
  inputs: readonly string[];
  out: string;
}

/** The local derivative of an op for one input, as a formula with the user's own names: `1 − o²`; empty if unknown. */
export function localFormula(op: OpInfo, input: number, names: FormulaNames): string {
  const formula = op.custom ? undefined : opByName(op.name)?.derivatives[input]?.formula;
  return formula === undefined ? '' : namesIn(formula, names);
}

/** A formula with names in the place of its letters; those of inputs that there are not stay. */
export function namesIn(formula: string, { inputs, out }: FormulaNames): string {
  const of: Record<string, string | undefined> = { a: inputs[0], b: inputs[1], out };
  return formula.replace(/\b(?:a|b|out)\b/g, letter => (of[letter] === undefined ? letter : asFactor(of[letter])));
}

/** An expression in the place of a letter needs brackets; a name, a number and a call do not. */
export const asFactor = (name: string) => (/^[\w.[\]%$]+(\(.*\))?$/.test(name) ? name : `(${name})`);

/** What a grad says, when it is not simply its number. */
export const GRAD_WORDS: Record<GradState, string> = {
  unreached: 'not computed yet',
  reached: 'so far',
  final: 'final',
  none: 'a constant has no grad',
};

/** The same of a tensor. */
export const NO_GRAD = 'requires no gradient';
