/** The last numbers that were overwritten: as many as there is room for, the oldest are forgotten first. */
export class UndoLog {
  /** How many there are to take back. */
  length = 0;
  private readonly values: Float64Array;
  private next = 0;

  constructor(capacity: number) {
    this.values = new Float64Array(capacity);
  }

  push(value: number): void {
    this.values[this.next] = value;
    this.next = this.next + 1 === this.values.length ? 0 : this.next + 1;
    if (this.length < this.values.length) this.length++;
  }

  /** The last one that is left; `length` must not be 0. */
  pop(): number {
    this.next = (this.next === 0 ? this.values.length : this.next) - 1;
    this.length--;
    return this.values[this.next];
  }

  clear(): void {
    this.length = 0;
  }
}
