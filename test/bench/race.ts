/** Lets contenders do their work in turn, so that what else the machine does hits all of them alike. */
import type { Comparison, Contender } from './comparison';

/** Figures of one contender, one a round. */
export interface Samples {
  name: string;
  figures: number[];
}

/** Samples of ours first, then of the peers, in their order. */
export async function race({ ours, peers, rounds, warmUp }: Comparison): Promise<Samples[]> {
  const contenders = [ours, ...peers];
  const samples = contenders.map(({ name }): Samples => ({ name, figures: [] }));
  if (warmUp) for (const contender of contenders) await contender.measure();
  for (let round = 0; round < rounds; round++) {
    for (const i of turns(contenders, round)) samples[i].figures.push(await contenders[i].measure());
  }
  return samples;
}

/** Everybody is the first one in some round. */
function turns(contenders: Contender[], round: number): number[] {
  return contenders.map((_, i) => (i + round) % contenders.length);
}

/** The middle figure; of an even number, the mean of the two in the middle. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
