/** What layers compute, as functions of their weights. */
import { describe } from '../describe';
import { apply } from '../tensor/apply';
import { leaf } from '../tensor/create';
import { compact } from '../tensor/loops';
import { zeros } from '../tensor/ndarray';
import { checkTensor } from '../tensor/operand';
import { linear as linearOp } from '../tensor/ops/linear';
import { NO_ATTRIBUTES } from '../tensor/ops/op';
import { shapeText } from '../tensor/shape';
import type { Tensor } from '../tensor/tensor';

/**
 * input · weightᵀ + bias
 * @param input - (…, inFeatures)
 * @param weight - (outFeatures, inFeatures)
 * @param bias - (outFeatures)
 * @returns (…, outFeatures)
 * @throws RangeError naming the shapes if they don't fit.
 */
export function linear(input: Tensor, weight: Tensor, bias: Tensor | null = null): Tensor {
  const inputs = [checkTensor('linear', input), checkTensor('linear', weight)];
  if (bias !== null) inputs.push(checkTensor('linear', bias));
  return apply(linearOp, inputs, NO_ATTRIBUTES);
}

/**
 * Rows of a table: `weight[input]`.
 * @param input - int32 of any shape.
 * @param weight - (numEmbeddings, embeddingDim)
 * @returns (…, embeddingDim)
 * @throws RangeError for an index that is no row, negative ones included; TypeError unless `input` is int32.
 */
export function embedding(input: Tensor, weight: Tensor): Tensor {
  const { shape } = checkTensor('embedding', weight);
  if (shape.length !== 2) throw new RangeError(`embedding expects a table of 2 dimensions, not ${shapeText(shape)}.`);
  checkIndices('embedding', input, shape[0]);
  return weight.index(input);
}

/**
 * 1 in the place of each class, 0 elsewhere.
 * @param input - Classes: int32 of any shape.
 * @param numClasses - One more than the largest class, unless said otherwise.
 * @returns (…, numClasses), int32.
 * @throws RangeError for classes that there are not; TypeError unless `input` is int32.
 */
export function oneHot(input: Tensor, numClasses = -1): Tensor {
  if (!Number.isSafeInteger(numClasses) || numClasses < -1 || numClasses === 0) {
    throw new RangeError(`oneHot expects the number of classes from 1, but got ${describe(numClasses)}.`);
  }
  checkIndices('oneHot', input, numClasses === -1 ? Number.POSITIVE_INFINITY : numClasses);
  const { values, offset, size } = compact(input.array);
  let classes = numClasses;
  if (classes === -1) {
    if (size === 0)
      throw new RangeError('oneHot: without any class their number must be given: oneHot(x, numClasses).');
    for (let i = offset; i < offset + size; i++) classes = Math.max(classes, values[i] + 1);
  }
  const out = zeros('int32', [...input.shape, classes]);
  for (let i = 0; i < size; i++) out.values[out.offset + i * classes + values[offset + i]] = 1;
  return leaf(out, {});
}

function checkIndices(op: string, input: Tensor, count: number): void {
  const { array, dtype } = checkTensor(op, input);
  if (dtype !== 'int32') {
    throw new TypeError(`${op} expects integers, but the input is ${dtype}: make it with { dtype: 'int32' }.`);
  }
  const { values, offset, size } = compact(array);
  for (let i = offset; i < offset + size; i++) {
    if (values[i] >= 0 && values[i] < count) continue;
    throw new RangeError(
      `${op}: an index is ${values[i]}, but they go from 0${count === Infinity ? '' : ` to ${count - 1}`}.`,
    );
  }
}
