/** What a node is in other passes: a parameter is itself, what a training step makes is made again by the next one. */
import type { Recording } from '../recording';
import { NONE } from '../schema';
import { nodesOf, touches } from './passes';

/** A pass as a repetition of another, or of itself. */
interface Origin {
  pass: number;
  first: number;
  by: number;
}

export class Counterparts {
  private readonly home: Origin;
  /** The node in the pass that its own one repeats. */
  private readonly original: number;
  /** The same in the originals of other passes; -1: there is none. */
  private readonly known = new Map<number, number>();

  constructor(
    private readonly recording: Recording,
    private readonly node: number,
    /** Index of the pass that the node is seen in. */
    private readonly from: number,
  ) {
    this.home = this.originOf(from);
    const { first, by } = this.home;
    this.original = by > 0 && node >= first + by ? node - by : node;
    this.known.set(this.home.pass, this.original);
  }

  /** What the node is in a pass; -1 if nothing there is the same. */
  in(pass: number): number {
    if (pass === this.from || touches(this.recording, pass, this.node)) return this.node;
    const origin = this.originOf(pass);
    let original = this.known.get(origin.pass);
    if (original === undefined) {
      original = this.sameIn(origin.pass);
      this.known.set(origin.pass, original);
    }
    return original >= origin.first ? original + origin.by : original;
  }

  private originOf(pass: number): Origin {
    return this.recording.passes[pass].repeats ?? { pass, first: NONE, by: 0 };
  }

  /** Of a pass that was made by other steps: the node of the same op that came as far along at the same place in the source. */
  private sameIn(pass: number): number {
    const { recording, original, home } = this;
    const [site, code] = [recording.site(original), recording.code(original)];
    if (site === NONE) return -1;
    const isSame = (node: number) => recording.site(node) === site && recording.code(node) === code;
    let before = 0;
    for (const node of nodesOf(recording, home.pass)) if (node < original && isSame(node)) before++;
    for (const node of nodesOf(recording, pass)) if (isSame(node) && before-- === 0) return node;
    return -1;
  }
}
