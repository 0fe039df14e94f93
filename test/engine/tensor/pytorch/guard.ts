/**
 * What a random program may contain. Near a kink (relu at 0, a tie in max) or a pole, two right engines that differ in
 * the last bit can differ in everything that follows; the stored cases try those places with exact numbers instead.
 */
import type { Tensor } from '../../../../src/engine/index';
import { numbersOf } from './operations';
import type { OpLine } from './program';

const LARGEST = 20;
/** Distance from a kink, and from zero where an op has a pole there. */
const MARGIN = 1e-2;
const LEAST_POSITIVE = 0.1;

type Check = (inputs: Tensor[], line: OpLine, value: Tensor) => boolean;

const offZero = (x: Tensor) => numbersOf(x).every(each => Math.abs(each) > MARGIN);
const positive = (x: Tensor) => numbersOf(x).every(each => each > LEAST_POSITIVE);
const apart: Check = ([a, b], { inputs }) => {
  const other = inputs
    .map(each => (typeof each === 'number' ? undefined : each.number))
    .find(each => each !== undefined);
  return offZero(a.sub(b ?? other));
};

/** No two numbers that compete are near each other. */
const distinct: Check = ([x]) => {
  const sorted = numbersOf(x).sort((a, b) => a - b);
  return sorted.every((each, i) => i === 0 || each - sorted[i - 1] > MARGIN);
};

const CHECKS: Partial<Record<OpLine['op'], Check>> = {
  relu: ([x]) => offZero(x),
  abs: ([x]) => offZero(x),
  clamp: ([x], { attributes = {} }) =>
    [attributes.min, attributes.max].every(limit => limit === undefined || offZero(x.sub(Number(limit)))),
  log: ([x]) => positive(x),
  sqrt: ([x]) => positive(x),
  pow: ([x]) => positive(x),
  div: ([a, b], { inputs }) => positive((typeof inputs[0] === 'number' ? (b ?? a) : a).abs()),
  binaryCrossEntropy: ([p]) => numbersOf(p).every(each => each > MARGIN && each < 1 - MARGIN),
  std: (_inputs, _line, value) => positive(value),
  maximum: apart,
  minimum: apart,
  eq: apart,
  ne: apart,
  lt: apart,
  le: apart,
  gt: apart,
  ge: apart,
  max: distinct,
  min: distinct,
  argmax: distinct,
};

export function isSafe(line: OpLine, value: Tensor, values: readonly Tensor[]): boolean {
  if (!numbersOf(value).every(each => Math.abs(each) <= LARGEST)) return false;
  const inputs = line.inputs.flatMap(at => (typeof at === 'number' ? [values[at]] : []));
  return CHECKS[line.op]?.(inputs, line, value) ?? true;
}
