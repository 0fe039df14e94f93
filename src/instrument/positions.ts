/** From places in instrumented code back to places in the source. */

/**
 * The offset in the source that the offset `generated` in the instrumented code stands for.
 * Exact inside a verbatim stretch; generated text stands for the source right before it, or for its own anchor.
 */
export function originalOffset(segments: Uint32Array, generated: number): number {
  let low = 0;
  let high = segments.length / 3;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segments[middle * 3] <= generated) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  const [from, source, length] = segments.subarray((low - 1) * 3, low * 3);
  return source + Math.min(generated - from, length);
}
