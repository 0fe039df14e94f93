/** The recorded contributions of one pass: those of the user's own ops. */
import type { Recording } from '../recording';
import { firstPast } from './search';

export class RecordedContributions {
  /** By node: the row of what its first input got; those of the others follow. */
  private readonly rows = new Map<number, number>();

  constructor(
    private readonly recording: Recording,
    /** Of the pass. */
    readonly index: number,
  ) {
    const { pass, node, input } = recording.contributions;
    for (
      let row = firstPast(pass.length, i => pass.at(i) >= index);
      row < pass.length && pass.at(row) === index;
      row++
    ) {
      if (input.at(row) === 0 && !this.rows.has(node.at(row))) this.rows.set(node.at(row), row);
    }
  }

  /** What the node passed to its input number `input`; NaN if that was not recorded. */
  of(node: number, input: number): number {
    const row = this.rows.get(node);
    return row === undefined ? Number.NaN : this.recording.contributions.value.at(row + input);
  }
}
