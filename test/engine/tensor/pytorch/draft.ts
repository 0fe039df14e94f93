/** A program while it grows: the lines so far, their values, and random choices among them. */
import type { Tensor } from '../../../../src/engine/index';
import type { PythonRandom } from '../../../../src/engine/random/python';
import { isSafe } from './guard';
import { type Line, type OpLine, type Program, runLine } from './program';
import type { Values } from './recipes';

/** More elements make a program slow without making it more telling. */
const MOST_ELEMENTS = 48;
const MOST_DIMENSIONS = 5;
const SEEDS = 257;

export class Draft {
  readonly lines: Line[] = [];
  readonly values: Tensor[] = [];
  private readonly used = new Set<number>();

  constructor(
    readonly random: PythonRandom,
    readonly dtype: Program['dtype'],
  ) {}

  /** The number of ops; leaves are none. */
  get ops(): number {
    return this.lines.filter(line => 'op' in line).length;
  }

  /** Lines with a floating value that no other line uses. */
  get loose(): number[] {
    return this.floating.filter(at => !this.used.has(at));
  }

  /** Lines with a floating value. */
  get floating(): number[] {
    return [...this.values.keys()].filter(at => this.values[at].dtype.startsWith('float'));
  }

  shape(at: number): number[] {
    return [...this.values[at].shape];
  }

  /** One of the floating values for which `fits` holds, most often one that nothing uses yet. */
  pick(fits: (at: number) => boolean = () => true): number | undefined {
    const loose = this.loose.filter(fits);
    const from = loose.length && this.random.random() < 0.8 ? loose : this.floating.filter(fits);
    return from.length ? this.random.choice(from) : undefined;
  }

  /** Adds a leaf. @returns Its line. */
  leaf(shape: number[], values: Values = 'any'): number {
    return this.push({ leaf: { shape, values }, seed: this.random.randint(0, SEEDS - 1) });
  }

  /** Adds indices from 0 to below `limit`, or also negative ones. @returns Their line. */
  indices(shape: number[], limit: number, values: 'index' | 'wrapped' = 'index'): number {
    const seed = this.random.randint(0, SEEDS - 1);
    return this.push({ leaf: { shape, values, limit, dtype: 'int32' }, seed });
  }

  /**
   * Adds an op, unless its value would be too large to look at or would depend on the last bits of its inputs.
   * @returns Its line, if it was added.
   */
  op(op: OpLine['op'], inputs: OpLine['inputs'], attributes?: OpLine['attributes']): number | undefined {
    const line: OpLine = attributes ? { op, inputs, attributes } : { op, inputs };
    const value = runLine(line, this.values, this.dtype);
    const isSmall = value.numel() <= MOST_ELEMENTS && value.ndim <= MOST_DIMENSIONS;
    return isSmall && isSafe(line, value, this.values) ? this.push(line, value) : undefined;
  }

  /** Adds a line whatever comes of it. @returns Its number. */
  push(line: Line, value = runLine(line, this.values, this.dtype)): number {
    // No gradient flows through a truth value: what it was computed from is still to be used.
    if ('op' in line && value.dtype !== 'bool')
      for (const at of line.inputs) if (typeof at === 'number') this.used.add(at);
    this.lines.push(line);
    return this.values.push(value) - 1;
  }
}
