/** The usual cross entropy by kernel: float32 logits row by row, a class for each row, all classes alike. */
import { isForKernels, place, placeForIndices, reach, written } from '../kernels';
import { contiguous } from '../layout';
import { kernelMemory } from '../memory';
import { type NDArray, uncleared } from '../ndarray';
import { checkClass, type Scores } from './classes';

/** The sum of all losses, and the softmax of the logits. */
export interface Summed {
  loss: number;
  probabilities: NDArray;
}

/** Null if this is not for the kernel. */
export function lossByKernel(op: string, scores: Scores, target: NDArray, ignoreIndex: number): Summed | null {
  const { array, classes, places } = scores;
  if (!isForKernels(array)) return null;
  const right = placeClasses(op, target, classes, ignoreIndex);
  const logits = right < 0 ? -1 : reach(array);
  if (logits < 0) return null;
  const probabilities = uncleared('float32', contiguous(array.shape));
  const to = place(probabilities);
  if (to < 0) return null;
  const loss = kernelMemory().kernels.crossEntropy(places, classes, logits, right, to);
  written(probabilities, to);
  return { loss, probabilities };
}

/**
 * The gradient of the logits, where each loss gets `share` of the upstream one; null if this is not for the kernel.
 * @param probabilities - As `lossByKernel` gave them.
 */
export function gradientByKernel(
  op: string,
  { classes, places }: Scores,
  probabilities: NDArray,
  target: NDArray,
  ignoreIndex: number,
  share: number,
): NDArray | null {
  const right = placeClasses(op, target, classes, ignoreIndex);
  const from = right < 0 ? -1 : reach(probabilities);
  if (from < 0) return null;
  const out = uncleared('float32', probabilities.layout);
  const to = place(out);
  if (to < 0) return null;
  kernelMemory().kernels.crossEntropyBackward(places, classes, from, right, share, to);
  written(out, to);
  return out;
}

/** Puts the classes where the kernel finds them; -1 if one is ignored, or there is no room. */
function placeClasses(op: string, { values, offset, size }: NDArray, classes: number, ignoreIndex: number): number {
  const at = placeForIndices(size);
  if (at < 0) return -1;
  const { i32 } = kernelMemory();
  for (let i = 0, to = at >> 2; i < size; i++) {
    const right = values[offset + i];
    if (right === ignoreIndex) return -1;
    checkClass(op, right, classes);
    i32[to + i] = right;
  }
  return at;
}
