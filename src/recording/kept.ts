/** Which of many numbered things are kept: the newest two, and of those before evenly many, within a budget. */
export class Kept {
  /** Of the older ones, only the multiples of this are kept. */
  stride = 1;
  private readonly bytes = new Map<number, number>();
  private total = 0;

  constructor(private readonly budget: number) {}

  /** Whether number `n` will stay when it is old. */
  isLasting(n: number): boolean {
    return n % this.stride === 0;
  }

  /** Number `n`, the newest so far or the one before, has grown by so many bytes. Returns what is no longer kept. */
  add(n: number, bytes: number): number[] {
    const gone = this.bytes.has(n) ? [] : this.drop(n);
    this.bytes.set(n, (this.bytes.get(n) ?? 0) + bytes);
    this.total += bytes;
    while (this.total > this.budget && this.stride <= n) {
      this.stride *= 2;
      gone.push(...this.drop(n));
    }
    return gone;
  }

  private drop(newest: number): number[] {
    const gone = [...this.bytes.keys()].filter(n => n < newest - 1 && !this.isLasting(n));
    for (const n of gone) {
      this.total -= this.bytes.get(n)!;
      this.bytes.delete(n);
    }
    return gone;
  }
}
