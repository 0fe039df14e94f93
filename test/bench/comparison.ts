/** What a benchmark compares: one figure of ours with the same figure of its peers. */

/** Less is better. */
export type Unit = 'ms' | 'ms/step';

/** One that does the work. */
export interface Contender {
  name: string;
  /** Does the work once and returns the figure; rejects if the result is not the right one. */
  measure(): Promise<number>;
}

export interface Comparison {
  /** What is done, in a few words. */
  what: string;
  unit: Unit;
  ours: Contender;
  peers: Contender[];
  /** Peers that cannot run here, and why: `no graphviz here`. */
  absent?: string[];
  /** Measured rounds; each contender does the work once a round. */
  rounds: number;
  /** A round before them that does not count. */
  warmUp: boolean;
  /** Called when all is measured. */
  close?(): Promise<void>;
}

/** What a workload consists of: a comparison, or lines to print where there is nothing to compare with. */
export type Work = Comparison | string | (() => Promise<string[]>);
