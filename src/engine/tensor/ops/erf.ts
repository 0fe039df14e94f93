/** The error function. */

/** From here on erf is 1 to the last bit of a double. */
const FLAT = 6;

/** erf x = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): all terms have one sign, so nothing cancels. */
export function erf(x: number): number {
  if (x > FLAT) return 1;
  if (x < -FLAT) return -1;
  const square = 2 * x * x;
  let term = x;
  let total = x;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(total); odd += 2) {
    term *= square / odd;
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}
