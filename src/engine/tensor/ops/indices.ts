/** Integer tensors as positions along a dimension. */
import type { DType } from '../dtype';

/**
 * A position from 0; negative ones count from the end.
 * @throws RangeError if there is no such place.
 */
export function positionIn(op: string, index: number, dim: number, size: number): number {
  const position = index < 0 ? index + size : index;
  if (position >= 0 && position < size) return position;
  throw new RangeError(`${op}: the index ${index} is out of bounds for dimension ${dim}, which has the size ${size}.`);
}

/** @throws TypeError naming the op unless the dtype is that of integers. */
export function checkIndexDType(op: string, dtype: DType): void {
  if (dtype === 'int32') return;
  throw new TypeError(
    `${op} expects its index as a tensor of integers, but this one is ${dtype}. Make it with ` +
      "tensor(…, { dtype: 'int32' }), or convert it: t.to('int32').",
  );
}
