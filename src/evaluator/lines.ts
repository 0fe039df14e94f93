/** Offsets in a text to lines and columns, and back; lines and columns count from 1. */

export class LineStarts {
  private readonly starts = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  offset(line: number, col: number): number {
    return this.starts[Math.min(line, this.starts.length) - 1] + col - 1;
  }

  position(offset: number): { line: number; col: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, col: offset - this.starts[low] + 1 };
  }
}
