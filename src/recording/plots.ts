/** The plots of a recording, each with its frames as far as they are kept. */
import { Kept } from './kept';
import { type Chunk, PLOT_BUDGET, type PlotFrame } from './schema';

/** The calls of `plot` at one place of the source. */
export interface Plot {
  site: number;
  /** How often it was called. */
  count: number;
  /** Number of the call and what it showed, in order. */
  frames: Map<number, PlotFrame>;
}

export class Plots {
  private readonly bySite = new Map<number, Plot>();
  private readonly kept = new Map<number, Kept>();

  /** In the order of their first frames. */
  get list(): Plot[] {
    return [...this.bySite.values()];
  }

  append(frame: PlotFrame): void {
    const { site } = frame;
    let plot = this.bySite.get(site);
    let kept = this.kept.get(site);
    if (plot === undefined || kept === undefined) {
      plot = { site, count: 0, frames: new Map() };
      kept = new Kept(PLOT_BUDGET);
      this.bySite.set(site, plot);
      this.kept.set(site, kept);
    }
    plot.frames.set(plot.count, frame);
    for (const gone of kept.add(plot.count, bytesOf(frame))) plot.frames.delete(gone);
    plot.count++;
  }

  /** Chunks that make the same frames again. */
  *chunks(): Iterable<Chunk> {
    for (const { frames } of this.bySite.values())
      for (const frame of frames.values()) yield { type: 'plot', ...frame };
  }
}

function bytesOf(frame: PlotFrame): number {
  if (frame.kind === 'hist') return frame.counts.byteLength;
  return frame.kind === 'heatmap' ? frame.values.byteLength : frame.x.byteLength + frame.y.byteLength;
}
