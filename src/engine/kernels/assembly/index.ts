/** All kernels. `Kernels` in ../kernels.ts describes them. */
export * from './elementwise';
export * from './losses';
export { matmul } from './matmul';
export { max, min, rowSums } from './reductions';
export * from './rows';
export * from './statistics';

/** The first byte behind the constants and buffers of the kernels. */
export const start: usize = __heap_base;
