/** A list of integers that grows, with its array in the open: it is read and changed millions of times. */
export class Ints {
  data: Int32Array;
  length = 0;

  constructor(capacity = 64) {
    this.data = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) this.grow(this.length * 2 + 1);
    this.data[this.length++] = value;
  }

  /** Lengthens the list by some zeros or leftovers, which are to be overwritten; returns where they begin. */
  extend(by: number): number {
    const from = this.length;
    this.length += by;
    if (this.length > this.data.length) this.grow(Math.max(this.length, this.data.length * 2));
    return from;
  }

  append(more: Int32Array): void {
    const from = this.extend(more.length);
    this.data.set(more, from);
  }

  /** What the list holds, without a copy; valid until the next change. */
  filled(): Int32Array {
    return this.data.subarray(0, this.length);
  }

  private grow(capacity: number): void {
    const grown = new Int32Array(capacity);
    grown.set(this.data);
    this.data = grown;
  }

  /** Sorts what was pushed from an index on, if it is not in order. */
  sortFrom(start: number): void {
    const { data, length } = this;
    for (let i = start + 1; i < length; i++) {
      if (data[i - 1] <= data[i]) continue;
      data.subarray(start, length).sort();
      return;
    }
  }
}
