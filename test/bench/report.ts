/** Prints what was measured: medians, the range beside each, and the ratio. */
import type { Comparison, Unit } from './comparison';
import { median, type Samples } from './race';

/**
 * One line a peer, one for each that is absent, with the medians and the ranges:
 * `picture: the neuron …: tapelens run 450 ms (435 to 503); CPython … 300 ms (253 to 365); ours takes 1.50 times as long`
 */
export function lines(workload: string, comparison: Comparison, [ours, ...peers]: Samples[]): string[] {
  const { what, unit, rounds, absent = [] } = comparison;
  const begin = `${workload}: ${what}: ${ours.name} ${withRange(ours, unit)}`;
  return [
    ...peers.map(peer => `${begin}; ${peer.name} ${withRange(peer, unit)}; ${ratio(ours, peer)}; ${rounds} rounds`),
    ...absent.map(why => `${begin}; ${why}; ${rounds} rounds`),
  ];
}

function withRange({ figures }: Samples, unit: Unit): string {
  const [low, middle, high] = [Math.min(...figures), median(figures), Math.max(...figures)].map(figure =>
    written(figure, unit),
  );
  return `${middle} ${unit} (${low} to ${high})`;
}

function written(figure: number, unit: Unit): string {
  return unit === 'ms' ? figure.toFixed(0) : figure.toPrecision(3);
}

function ratio(ours: Samples, peer: Samples): string {
  const [mine, theirs] = [median(ours.figures), median(peer.figures)];
  const speedup = theirs / mine;
  return speedup < 1
    ? `ours takes ${(1 / speedup).toFixed(2)} times as long`
    : `ours is ${speedup.toFixed(2)} times as fast`;
}
