/** The op table: every op of the engine with its words, in the order of its code. Pure descriptions; knows no tape. */
import { reluWords, sigmoidWords, tanhWords } from './activation';
import { addWords, divWords, mulWords, negWords, powWords, subWords } from './arithmetic';
import { expWords, logWords, sqrtWords } from './exponential';
import { type Described, described, type Op, type Words } from './op';
import { type OpName, RULES } from './rules';
import { absWords, maxWords, minWords } from './selection';
import { cosWords, sinWords } from './trigonometric';

export type { BinaryOp, LocalDerivative, Notation, Op, Sample, UnaryOp } from './op';
export { contribution } from './op';
export { type BinaryName, CODE, CONSTANT, FIRST_OP, LEAF, type OpName, type UnaryName } from './rules';

/** The words of every op: one without does not compile. */
const WORDS: Readonly<Record<OpName, Words>> = {
  add: addWords,
  sub: subWords,
  mul: mulWords,
  div: divWords,
  pow: powWords,
  neg: negWords,
  exp: expWords,
  log: logWords,
  sqrt: sqrtWords,
  tanh: tanhWords,
  sigmoid: sigmoidWords,
  relu: reluWords,
  abs: absWords,
  sin: sinWords,
  cos: cosWords,
  max: maxWords,
  min: minWords,
};

/** Ops by name. */
export const TABLE = Object.fromEntries(
  (Object.keys(RULES) as OpName[]).map(name => [name, described(RULES[name], WORDS[name])]),
) as unknown as { readonly [P in OpName]: Described<(typeof RULES)[P]> };

/** Every op, in the order of its code: the code of `OPS[i]` is `FIRST_OP + i`. */
export const OPS: readonly Op[] = Object.values(TABLE);

/** The op of this name; undefined for a leaf, a constant and the user's own ops. */
export function opByName(name: string): Op | undefined {
  return Object.hasOwn(TABLE, name) ? TABLE[name as OpName] : undefined;
}
