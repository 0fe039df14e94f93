/** A list of integers that grows, with its array in the open: it is read and changed millions of times. */
export class Ints {
  data: Int32Array;
  length = 0;

  constructor(capacity = 64) {
    this.data = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = new Int32Array(this.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length++] = value;
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
