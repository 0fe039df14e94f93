/** The kernels in TypeScript: the same bits as the deterministic build gives, where WebAssembly SIMD is missing. */
import type { Kernels } from '../kernels';
import { arithmetic, backward, movement, unary } from './elementwise';
import { crossEntropy, softmax } from './losses';
import { matmul } from './matmul';
import { viewsOf } from './memory';
import { reductions } from './reductions';
import { broadcast, rows } from './rows';
import { statistics } from './statistics';

/** Kernels with a memory of at least so many bytes. */
export function plainKernels(bytes: number): Kernels {
  const buffer = new ArrayBuffer(Math.ceil(bytes / 64) * 64);
  const views = viewsOf(buffer);
  return {
    build: 'plain',
    buffer,
    start: 0,
    ...matmul(views),
    ...arithmetic(views),
    ...unary(views),
    ...backward(views),
    ...movement(views),
    ...broadcast(views),
    ...rows(views),
    ...reductions(views),
    ...statistics(views),
    ...softmax(views),
    ...crossEntropy(views),
  };
}
