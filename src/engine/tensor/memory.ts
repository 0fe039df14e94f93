/** The kernels' memory as tensors use it: asked for when the first tensor needs it. */
import { loadKernels } from '../kernels/load';
import { Arena } from '../kernels/memory';

let arena: Arena | null = null;
let isInPass = false;

/** The kernels and their memory, loaded at the first call. */
export function kernelMemory(): Arena {
  if (arena === null) arena = new Arena(loadKernels());
  return arena;
}

/** To be called between ops: the numbers of any tensor may lie elsewhere afterwards. */
export function makeRoom(): void {
  if (arena !== null) arena.makeRoom();
}

/** Whether what is allocated now serves the backward pass under way alone, and nobody can get hold of it. */
export function setInPass(inPass: boolean): void {
  isInPass = inPass;
}

/** The end of a backward pass: what was allocated for it alone is gone. */
export function endPass(): void {
  isInPass = false;
  if (arena !== null) arena.releaseScratch();
}

/** Room for so many float32 numbers, not cleared, from `offset` of the memory on; null if there is none now. */
export function lend(length: number): { array: Float32Array; pointer: number } | null {
  const memory = kernelMemory();
  return (isInPass ? memory.takeScratch(length) : null) ?? memory.take(length);
}
