/** Which of many numbered things are kept: the newest two, and of those before evenly many, within a budget. */
export class Kept {
  /** Of the older ones, only the multiples of this are kept. */
  stride = 1;
  private readonly bytes = new Map<number, number>();
  /** The newest ones, which are there whether they are multiples or not; ascending. */
  private newest: number[] = [];
  private total = 0;

  constructor(
    private readonly budget: number,
    /** What each thing takes of the budget besides its bytes: very many small ones are too many as well. */
    private readonly each = 0,
  ) {}

  /** Whether number `n` will stay when it is old. */
  isLasting(n: number): boolean {
    return n % this.stride === 0;
  }

  /** Number `n`, the newest so far or the one before, has grown by so many bytes. Returns what is no longer kept. */
  add(n: number, bytes: number): number[] {
    const before = this.bytes.get(n);
    const gone: number[] = [];
    if (before === undefined) {
      this.newest.push(n);
      for (const old of this.newest.filter(each => each < n - 1 && !this.isLasting(each))) this.drop(old, gone);
      this.newest = this.newest.filter(each => each >= n - 1);
    }
    const more = before === undefined ? bytes + this.each : bytes;
    this.bytes.set(n, (before ?? 0) + more);
    this.total += more;
    while (this.total > this.budget && this.stride <= n) {
      this.stride *= 2;
      for (const old of [...this.bytes.keys()]) if (old < n - 1 && !this.isLasting(old)) this.drop(old, gone);
    }
    return gone;
  }

  private drop(n: number, gone: number[]): void {
    const bytes = this.bytes.get(n);
    if (bytes === undefined) return;
    this.total -= bytes;
    this.bytes.delete(n);
    gone.push(n);
  }
}
