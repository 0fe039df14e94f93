/** What losses have in common: how the losses of the elements become one number, and its gradient theirs. */
import { binary } from '../loops';
import { type NDArray, single } from '../ndarray';
import { sumOf } from '../reduce';
import { mulLoop } from './arithmetic';

/** The mean or the sum of all, or the losses one by one. */
export type LossReduction = 'mean' | 'sum' | 'none';

/**
 * Losses, one an element, as their mean (NaN of none) or sum, or as they are.
 * @param count - What the mean divides by.
 */
export function reduced(losses: NDArray, reduction: LossReduction, count = losses.size): NDArray {
  if (reduction === 'none') return losses;
  const total = sumOf(losses.size, losses.values, losses.offset, 1);
  return single(losses.dtype, reduction === 'mean' ? total / count : total);
}

/**
 * The chain rule behind `reduced`: local derivatives, one an element, times what the upstream gradient gives each.
 * @param local - Contiguous. Its numbers are overwritten.
 */
export function passedOn(local: NDArray, upstream: NDArray, reduction: LossReduction): NDArray {
  if (reduction === 'none') return binary('mul', mulLoop, upstream, local, local.dtype);
  const share = upstream.values[upstream.offset] / (reduction === 'mean' ? local.size : 1);
  const { values, offset } = local;
  for (let e = offset; e < offset + local.size; e++) values[e] *= share;
  return local;
}
