/** Source that is nested too deeply for the stack: where it is, and what to tell. */

export const TOO_DEEP = 'This expression is too long or too deeply nested.';
export const TOO_DEEP_HINT = 'Split this expression: give parts of it names.';

/** Whether an error says that the stack was used up. */
export const isOverflow = (error: unknown): boolean => error instanceof RangeError && /call stack/i.test(error.message);

/** Length of the shortest beginning of a text that is too deep for `read`, which must be so for the whole text. */
export function overflowAt(text: string, read: (text: string) => unknown): number {
  let low = 0;
  let high = text.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if (overflows(() => read(text.slice(0, middle)))) high = middle;
    else low = middle;
  }
  return high;
}

function overflows(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    // A beginning is hardly ever a whole program: other errors tell nothing.
    return isOverflow(error);
  }
}
