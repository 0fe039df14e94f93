/** Dropout as a function. */
import { checkFlag, checkNumber } from '../options';
import { type Floats, fillBernoulli } from '../random/distributions';
import type { Generator } from '../random/torch';
import { apply } from '../tensor/apply';
import { isFloating } from '../tensor/dtype';
import { packed } from '../tensor/layout';
import { blank, type NDArray } from '../tensor/ndarray';
import { checkTensor } from '../tensor/operand';
import { dropout as dropoutOp } from '../tensor/ops/dropout';
import { type GeneratorOption, generatorOf } from '../tensor/random';
import type { Tensor } from '../tensor/tensor';

export interface DropoutOptions extends GeneratorOption {
  /** Off, the input is returned as it is; on unless said otherwise. */
  training?: boolean;
}

/**
 * Sets each number to 0 with probability p and divides the others by 1 − p. The mask for a seed is that of PyTorch.
 * @throws RangeError unless p is from 0 to 1, TypeError for integers.
 */
export function dropout(input: Tensor, p = 0.5, options: DropoutOptions = {}): Tensor {
  const generator = generatorOf('dropout', options, ['training', 'generator']);
  const { training = true } = options;
  checkProbability('dropout', p);
  checkFlag('dropout', 'training', training);
  const { array, dtype } = checkTensor('dropout', input);
  if (!isFloating(dtype)) throw new TypeError(`dropout expects floating-point numbers, not ${dtype}.`);
  if (!training || p === 0 || array.size === 0) return input;
  return apply(dropoutOp, [input], { mask: maskOf(array, p, generator) });
}

/** @throws RangeError unless it is from 0 to 1. */
export function checkProbability(part: string, p: unknown): void {
  if (p !== 1) checkNumber(part, 'p', p, 0, 1);
}

function maskOf({ dtype, layout }: NDArray, p: number, generator: Generator): NDArray {
  const mask = blank(dtype, packed(layout));
  if (p === 1) return mask;
  const numbers = mask.values.subarray(mask.offset, mask.offset + mask.size) as Floats;
  fillBernoulli(numbers, 1 - p, generator);
  for (let i = 0; i < numbers.length; i++) numbers[i] /= 1 - p;
  return mask;
}
