/** Runs a kernel of two builds on the same memory contents. */
import assert from 'node:assert/strict';
import type { Kernels } from '../../../src/engine/kernels/kernels';
import { loadKernels } from '../../../src/engine/kernels/load';

/** A place that is free in every build. */
const BASE = 1 << 17;
const BYTES = 1 << 23;
/** Between arrays, so that what is written outside is noticed. */
const GAP = 64;
const UNTOUCHED = 123.25;

/** An array on the workbench: numbers, int32 indices, or so many elements that are not yet written. */
export type Content = readonly number[] | { indices: readonly number[] } | { floats: number };

/** Calls one kernel; `at` are the places of the arrays. What is no number is not looked at. */
export type Call = (k: Kernels, ...at: number[]) => unknown;

const sizeOf = (content: Content): number =>
  'floats' in content ? content.floats : 'indices' in content ? content.indices.length : content.length;

export class Workbench {
  readonly kernels: Kernels;
  private readonly f32: Float32Array;
  private readonly i32: Int32Array;

  constructor(build: Kernels['build']) {
    this.kernels = loadKernels({ build, bytes: BYTES });
    assert.equal(this.kernels.build, build);
    assert.ok(this.kernels.start <= BASE);
    this.f32 = new Float32Array(this.kernels.buffer);
    this.i32 = new Int32Array(this.kernels.buffer);
  }

  /** Everything on the bench afterwards, and what the kernel returned. */
  run(contents: readonly Content[], call: Call): { memory: Float32Array; at: number[]; result: number } {
    let top = BASE;
    const at = contents.map(content => {
      top += GAP;
      const place = top;
      // An odd place, as a view's may be: 4 bytes behind a multiple of 16; statistics need 8
      top += 4 * sizeOf(content) + (sizeOf(content) % 4 === 1 ? 8 : 4);
      return place;
    });
    const end = Math.ceil((top + GAP) / 4);
    assert.ok(4 * end < BYTES, 'too much for the bench');
    this.f32.fill(UNTOUCHED, BASE >> 2, end);
    contents.forEach((content, i) => {
      if ('indices' in content) this.i32.set(content.indices, at[i] >> 2);
      else if (!('floats' in content)) this.f32.set(content, at[i] >> 2);
    });
    const result = call(this.kernels, ...at);
    return { memory: this.f32.slice(BASE >> 2, end), at, result: typeof result === 'number' ? result : 0 };
  }

  /** What the kernel left in one of the arrays. */
  floats(contents: readonly Content[], which: number, call: Call): Float32Array {
    const { memory, at } = this.run(contents, call);
    const first = (at[which] - BASE) >> 2;
    return memory.slice(first, first + sizeOf(contents[which]));
  }
}

const bench = { plain: new Workbench('plain'), deterministic: new Workbench('deterministic') };

/** Both builds leave the same bits everywhere, but for those of a NaN, and return the same number. */
export function assertSameBits(contents: readonly Content[], call: Call, what: string): void {
  const plain = bench.plain.run(contents, call);
  const wasm = bench.deterministic.run(contents, call);
  assert.ok(Object.is(plain.result, wasm.result), `${what}: returns ${wasm.result}, not ${plain.result}`);
  for (let i = 0; i < plain.memory.length; i++) {
    if (Object.is(plain.memory[i], wasm.memory[i])) continue;
    assert.fail(`${what}: element ${i} of the bench is ${wasm.memory[i]}, not ${plain.memory[i]}`);
  }
}
