/** Numbers that kernels are tried with: those where something changes, and random ones of every size. */

/** float32 numbers at which a function, its approximation or its rounding changes. */
export const EDGES: readonly number[] = [
  ...[0, 1, 2 ** -149, 1e-40, 2 ** -126, 1e-30, 2 ** -24, 2 ** -12, 0.3465, 0.5, Math.SQRT1_2, Math.SQRT1_2 - 2 ** -24],
  ...[1 - 2 ** -24, 1 + 2 ** -23, 1.5, 2, 9, 9.01, 9.5, 16.6, 87.3, 88.72, 88.7229, 89, 100, 103.9, 104, 150, 1e30],
  ...[3.4028234663852886e38, Infinity],
].flatMap(x => [x, -x]);

/** The same numbers in every run. */
export function randomBits(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state ^ (state >>> 15);
  };
}

/** Between -2 and 2. */
export function moderate(n: number, seed: number): number[] {
  const next = randomBits(seed);
  return Array.from({ length: n }, () => next() / 2 ** 30);
}

/** Of any bits at all, with an edge now and then; NaN if wanted. */
export function wild(n: number, seed: number, nan = true): number[] {
  const next = randomBits(seed);
  const number = new Float32Array(1);
  const bits = new Int32Array(number.buffer);
  return Array.from({ length: n }, () => {
    bits[0] = next();
    if ((next() & 7) === 0) number[0] = EDGES[(next() >>> 8) % EDGES.length];
    return nan || !Number.isNaN(number[0]) ? number[0] : 1;
  });
}
