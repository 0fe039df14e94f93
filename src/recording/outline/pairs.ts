/** Pairs of numbers in the order in which they were added, kept as runs of even steps: as few for a million iterations as for ten. */
export class Pairs {
  /** Each run: its first pair, what is added from one to the next, and how many there are. */
  private readonly runs: { a: number; b: number; da: number; db: number; count: number }[] = [];
  private lastA = 0;
  private lastB = 0;
  size = 0;

  add(a: number, b: number): void {
    const last = this.runs[this.runs.length - 1];
    const [da, db] = [a - this.lastA, b - this.lastB];
    this.lastA = a;
    this.lastB = b;
    this.size++;
    if (last !== undefined && (last.count === 1 || (last.da === da && last.db === db))) {
      last.da = da;
      last.db = db;
      last.count++;
    } else this.runs.push({ a, b, da: 0, db: 0, count: 1 });
  }

  /** Whether there is such a pair; null stands for any number. */
  has(a: number | null, b: number | null): boolean {
    return this.runs.some(run => {
      const at = placeIn(run.a, run.da, run.count, a);
      const other = placeIn(run.b, run.db, run.count, b);
      return at !== 'none' && other !== 'none' && (at === 'any' || other === 'any' || at === other);
    });
  }

  *[Symbol.iterator](): Iterator<[number, number]> {
    for (const { a, b, da, db, count } of this.runs) {
      for (let i = 0; i < count; i++) yield [a + i * da, b + i * db];
    }
  }
}

/** Which of evenly stepped numbers is `value`; any of them, if they are all the same or no number is asked for. */
function placeIn(first: number, step: number, count: number, value: number | null): number | 'any' | 'none' {
  if (value === null) return 'any';
  if (step === 0) return value === first ? 'any' : 'none';
  const at = (value - first) / step;
  return Number.isInteger(at) && at >= 0 && at < count ? at : 'none';
}
