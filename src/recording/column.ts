/** A typed array that grows: one column of a recording. */

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export class Column<T extends Numbers> {
  length = 0;
  private values: T;

  constructor(
    private readonly make: (capacity: number) => T,
    capacity = 16,
  ) {
    this.values = make(capacity);
  }

  /** The value at an index below `length`. */
  at(index: number): number {
    return this.values[index];
  }

  /** The filled part, without a copy; valid until the next append. */
  view(from = 0, to = this.length): T {
    return this.values.subarray(from, to) as T;
  }

  push(value: number): void {
    this.reserve(this.length + 1);
    this.values[this.length++] = value;
  }

  append(more: T): void {
    if (more.length === 0) return;
    this.reserve(this.length + more.length);
    this.values.set(more, this.length);
    this.length += more.length;
  }

  private reserve(needed: number): void {
    let capacity = this.values.length;
    if (needed <= capacity) return;
    while (capacity < needed) capacity *= 2;
    const grown = this.make(capacity);
    grown.set(this.view());
    this.values = grown;
  }
}

export const u8 = () => new Column<Uint8Array>(n => new Uint8Array(n));
export const u16 = () => new Column<Uint16Array>(n => new Uint16Array(n));
export const u32 = () => new Column<Uint32Array>(n => new Uint32Array(n));
export const i32 = () => new Column<Int32Array>(n => new Int32Array(n));
export const f32 = () => new Column<Float32Array>(n => new Float32Array(n));
export const f64 = () => new Column<Float64Array>(n => new Float64Array(n));

type Viewed<C> = { [K in keyof C]: C[K] extends { view(): infer T } ? T : never };

/** The filled part of each column of a table, without a copy. */
export function views<C extends Record<string, { view(): unknown }>>(columns: C): Viewed<C> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.view()])) as Viewed<C>;
}
