/** The source is not what it has to be: one place and one sentence. */

export class SyntaxFailure extends Error {
  override readonly name = 'SyntaxFailure';

  /**
   * Lines and columns count from 1; the end is that of the offending word or sign, on the same line.
   */
  constructor(
    message: string,
    readonly line: number,
    readonly col: number,
    readonly end: { line: number; col: number } | undefined,
    /** What to do about it, if more than the message says. */
    readonly hint?: string,
  ) {
    super(message);
  }
}
