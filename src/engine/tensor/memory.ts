/** The kernels' memory as tensors use it: asked for when the first tensor needs it. */
import { type KernelOptions, loadKernels } from '../kernels/load';
import { Arena } from '../kernels/memory';

let options: KernelOptions = {};
let arena: Arena | null = null;
let isInPass = false;

/**
 * Which kernels compute with float32 tensors, and how much memory they have. To be called before there are any.
 * @throws Error if there have been large ones already.
 */
export function setKernels(wanted: KernelOptions): void {
  if (arena !== null) throw new Error('setKernels: there have been tensors already. Call it before the first one.');
  options = wanted;
}

/** The kernels and their memory, loaded at the first call. */
export function kernelMemory(): Arena {
  if (arena === null) arena = new Arena(loadKernels(options));
  return arena;
}

/**
 * Sees to it that an op finds room in the kernels' memory. To be called between ops: the numbers of any tensor may lie
 * elsewhere afterwards.
 * @param length - How many numbers the op may read and write in all.
 */
export function makeRoom(length: number): void {
  if (arena !== null) arena.makeRoom(length);
}

/** Whether what is allocated now serves the backward pass under way alone, and nobody can get hold of it. */
export function setInPass(inPass: boolean): void {
  isInPass = inPass;
}

/**
 * The end of a backward pass: what was allocated for it alone is gone.
 * @param isRecorded - It stays as it is until the next recorded pass ends: whoever records may want it.
 */
export function endPass(isRecorded: boolean): void {
  isInPass = false;
  if (isRecorded) arena?.turnScratch();
  else arena?.releaseScratch();
}

/** Room for so many float32 numbers, not cleared, from `offset` of the memory on; null if there is none now. */
export function lend(length: number): { array: Float32Array; pointer: number } | null {
  const memory = kernelMemory();
  return (isInPass ? memory.takeScratch(length) : null) ?? memory.take(length);
}
