/** Statistics of tensors on their way into a recording: rows of numbers, put into columns when they are taken. */
import type { NDArray } from '../engine/tensor/ndarray';
import { statistics } from '../engine/tensor/statistics';
import type { StatisticsColumns } from '../recording/schema';

/** Numbers of a row, in the order of the columns. */
const WIDTH = 8;

export class StatisticsWriter {
  private rows = new Float64Array(64 * WIDTH);
  private used = 0;

  /** Of a tensor as it is now; `of` is OF_DATA and so on. */
  add(pass: number, node: number, of: number, array: NDArray): void {
    if (this.used === this.rows.length) this.grow();
    const { nonFinite, mean, deviation, least, most } = statistics(array);
    const { rows, used } = this;
    rows[used] = pass;
    rows[used + 1] = node;
    rows[used + 2] = of;
    rows[used + 3] = nonFinite;
    rows[used + 4] = mean;
    rows[used + 5] = deviation;
    rows[used + 6] = least;
    rows[used + 7] = most;
    this.used = used + WIDTH;
  }

  /** What was added since the last call; null: nothing. */
  take(): StatisticsColumns | null {
    if (this.used === 0) return null;
    const taken = {
      ...{ pass: this.integers(0), node: this.integers(1), of: this.integers(2), nonFinite: this.integers(3) },
      ...{ mean: this.numbers(4), deviation: this.numbers(5), least: this.numbers(6), most: this.numbers(7) },
    };
    this.used = 0;
    return taken;
  }

  private integers(column: number): Uint32Array {
    return this.read(column, new Uint32Array(this.used / WIDTH));
  }

  private numbers(column: number): Float32Array {
    return this.read(column, new Float32Array(this.used / WIDTH));
  }

  private read<T extends Uint32Array | Float32Array>(column: number, to: T): T {
    for (let row = 0, at = column; row < to.length; row++, at += WIDTH) to[row] = this.rows[at];
    return to;
  }

  private grow(): void {
    const grown = new Float64Array(2 * this.rows.length);
    grown.set(this.rows);
    this.rows = grown;
  }
}
