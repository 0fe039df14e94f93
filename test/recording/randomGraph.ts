/** Graphs of random ops on values, the same for the same seed. */
import { Value } from '../../src/engine';
import { uniform } from '../instrument/random';

/** Makes so many ops on some named leaves, and goes back from the last one; some names, scopes and NaN are among them. */
export function randomGraph(seed: number, ops: number, passes = 1): void {
  const next = uniform(seed);
  const pick = (values: readonly Value[]) => values[Math.floor(next() ** 0.6 * values.length)];
  const leaves = Array.from({ length: 5 }, (_, i) => new Value(next() * 4 - 2, `w${i}`));
  for (let pass = 0; pass < passes; pass++) {
    const values = [...leaves];
    for (let i = 0; i < ops; i++) {
      const [a, b] = [pick(values), pick(values)];
      const made = [
        () => a.add(b),
        () => a.mul(b),
        () => a.sub(b),
        () => a.tanh(),
        () => a.relu(),
        () => a.sigmoid().mul(3),
        () => a.mul(a),
        () => a.max(b),
        () => a.abs().add(0.1).log(),
        () => a.sin().div(b.abs().add(1)),
      ][Math.floor(next() * 10)]();
      if (next() < 0.2) made.label = `v${i}`;
      values.push(made);
    }
    values[values.length - 1].backward();
    if (next() < 0.5) for (const leaf of leaves) leaf.grad = 0;
    for (const leaf of leaves) leaf.data -= 0.001 * (Number.isFinite(leaf.grad) ? leaf.grad : 0);
  }
}
