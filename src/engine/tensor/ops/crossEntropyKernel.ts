/** The usual cross entropy by kernel: float32 logits row by row, a class for each row, all classes alike. */
import { isForKernels, place, reach, written } from '../kernels';
import { contiguous } from '../layout';
import { kernelMemory } from '../memory';
import { type NDArray, single, uncleared } from '../ndarray';
import { checkClass, type Scores } from './classes';

/** The sum of all losses divided by `divisor`; null if this is not for the kernel. */
export function lossByKernel(
  op: string,
  { array, classes, places }: Scores,
  target: NDArray,
  ignoreIndex: number,
  divisor: number,
): NDArray | null {
  if (!isForKernels(array)) return null;
  const right = stageClasses(op, target, classes, ignoreIndex);
  if (right < 0) return null;
  const logits = reach(array);
  const probabilities = uncleared('float32', contiguous(array.shape));
  const at = place(probabilities);
  if (logits < 0 || at < 0) return null;
  return single('float32', kernelMemory().kernels.crossEntropy(places, classes, logits, right, at) / divisor);
}

/** The gradient of the logits, where each loss gets `share` of the upstream one; null if this is not for the kernel. */
export function gradientByKernel(
  op: string,
  { array, classes, places }: Scores,
  target: NDArray,
  ignoreIndex: number,
  share: number,
): NDArray | null {
  if (!isForKernels(array)) return null;
  const right = stageClasses(op, target, classes, ignoreIndex);
  if (right < 0) return null;
  const logits = reach(array);
  const out = uncleared('float32', contiguous(array.shape));
  const to = place(out);
  if (logits < 0 || to < 0) return null;
  const { kernels } = kernelMemory();
  // Computed once more: an op keeps nothing from the way forth.
  kernels.softmax(places, classes, logits, to);
  kernels.crossEntropyBackward(places, classes, to, right, share, to);
  written(out, to);
  return out;
}

/** Puts the classes where the kernel finds them; -1 if one is ignored, or there is no room. */
function stageClasses(op: string, { values, offset, size }: NDArray, classes: number, ignoreIndex: number): number {
  const memory = kernelMemory();
  const at = memory.stage(size);
  if (at < 0) return -1;
  for (let i = 0, to = at >> 2; i < size; i++) {
    const right = values[offset + i];
    if (right === ignoreIndex) return -1;
    checkClass(op, right, classes);
    memory.i32[to + i] = right;
  }
  return at;
}
