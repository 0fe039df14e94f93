/**
 * Distributions as PyTorch's kernels for CPUs draw them: the same generator gives the same numbers in the same order.
 * An array of float32 gets float32's way of drawing, one of float64 its own.
 */
import type { Generator } from './torch';

/** Where numbers are drawn into. */
export type Floats = Float32Array | Float64Array;

const TWO_32 = 2 ** 32;
/** From this many numbers on normals are drawn block by block. */
const BLOCK = 16;
const HALF = BLOCK / 2;
const TWO_PI = 2 * Math.PI;
const TWO_PI_32 = Math.fround(TWO_PI);

/** Uniform in [from, to): `uniform_` of PyTorch, and with 0 and 1 `rand`. */
export function fillUniform(out: Floats, from: number, to: number, generator: Generator): void {
  if (out instanceof Float64Array) {
    for (let i = 0; i < out.length; i++) out[i] = generator.uniform53() * (to - from) + from;
    return;
  }
  // The one rounding is that of the store, for PyTorch fuses product and sum.
  const low = Math.fround(from);
  const width = Math.fround(Math.fround(to) - low);
  for (let i = 0; i < out.length; i++) out[i] = generator.uniform24() * width + low;
}

/** Normal distribution: `normal_` of PyTorch, and with 0 and 1 `randn`. */
export function fillNormal(out: Floats, mean: number, std: number, generator: Generator): void {
  if (out.length < BLOCK) {
    for (let i = 0; i < out.length; i++) out[i] = normal(generator) * std + mean;
    return;
  }
  fillUniform(out, 0, 1, generator);
  const transform = out instanceof Float64Array ? transformBlock64 : transformBlock32;
  for (let at = 0; at + BLOCK <= out.length; at += BLOCK) transform(out, at, mean, std);
  if (out.length % BLOCK === 0) return;
  // What is left over is too short for a block, so the last 16 are drawn again.
  const tail = out.subarray(out.length - BLOCK);
  fillUniform(tail, 0, 1, generator);
  transform(tail, 0, mean, std);
}

/** 1 with this probability, else 0: `bernoulli_` of PyTorch, as dropout draws it. */
export function fillBernoulli(out: Floats, probability: number, generator: Generator): void {
  for (let i = 0; i < out.length; i++) out[i] = generator.uniform53() < probability ? 1 : 0;
}

/** Exponential distribution with rate 1. */
export function fillExponential(out: Floats, generator: Generator): void {
  for (let i = 0; i < out.length; i++) out[i] = -Math.log1p(-generator.uniform53());
}

/** Whole numbers from `low` to below `high`: `randint` of PyTorch. The remainder of 32 bits; of 64 if those are too few. */
export function fillIntegers(
  out: Floats | Int32Array | Uint8Array,
  low: number,
  high: number,
  generator: Generator,
): void {
  const range = high - low;
  if (range < TWO_32) {
    for (let i = 0; i < out.length; i++) out[i] = low + (generator.word() % range);
    return;
  }
  const divisor = BigInt(range);
  for (let i = 0; i < out.length; i++) {
    const first = BigInt(generator.word());
    out[i] = low + Number(((first << 32n) | BigInt(generator.word())) % divisor);
  }
}

/** The whole numbers below `n` in random order: `randperm` of PyTorch. */
export function permutation(n: number, generator: Generator): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < n - 1; i++) {
    const j = i + (generator.word() % (n - i));
    const drawn = order[j];
    order[j] = order[i];
    order[i] = drawn;
  }
  return order;
}

/** One number by the method of Box and Muller in float64, whatever the array. */
function normal(generator: Generator): number {
  const waiting = generator.nextNormal;
  if (waiting !== null) {
    generator.nextNormal = null;
    return waiting;
  }
  const angle = TWO_PI * generator.uniform53();
  const radius = Math.sqrt(-2 * Math.log1p(-generator.uniform53()));
  generator.nextNormal = radius * Math.sin(angle);
  return radius * Math.cos(angle);
}

/** Box and Muller on 16 uniforms in place: the first 8 give the radii, the last 8 the angles. */
function transformBlock64(block: Floats, at: number, mean: number, std: number): void {
  for (let i = at; i < at + HALF; i++) {
    const radius = Math.sqrt(-2 * Math.log(1 - block[i]));
    const angle = TWO_PI * block[i + HALF];
    block[i] = radius * Math.cos(angle) * std + mean;
    block[i + HALF] = radius * Math.sin(angle) * std + mean;
  }
}

/** The same, rounded to float32 where PyTorch's vector code rounds. */
function transformBlock32(block: Floats, at: number, mean: number, std: number): void {
  const { fround } = Math;
  for (let i = at; i < at + HALF; i++) {
    const radius = fround(Math.sqrt(fround(-2 * fround(Math.log(1 - block[i])))));
    const angle = fround(TWO_PI_32 * block[i + HALF]);
    block[i] = fround(radius * fround(Math.cos(angle))) * std + mean;
    block[i + HALF] = fround(radius * fround(Math.sin(angle))) * std + mean;
  }
}
