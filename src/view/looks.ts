/** What a script logs and plots, beside the loss. */
import type { Cursor, PlotView, Series } from '../protocol/panel';
import type { Plot } from '../recording/plots';
import type { Recording } from '../recording/recording';
import type { PlotFrame } from '../recording/schema';

/** Points of a plot that cross the wire: more are thinned. */
const MOST_POINTS = 4000;

const finite = (value: number) => (Number.isFinite(value) ? value : null);

/** The loss of every pass, the data of its root, and what the script logged. */
export function seriesOf(recording: Recording): Series[] {
  const loss = { name: 'loss', points: recording.passes.map(pass => finite(pass.loss)), at: null };
  return [...(recording.passes.length > 0 ? [loss] : []), ...loggedSeries(recording)];
}

/** A number that was logged after a pass belongs to that pass. */
function loggedSeries({ logged, names, passes }: Recording): Series[] {
  const byName = new Map<string, { name: string; points: (number | null)[]; at: number[] }>();
  for (let i = 0; i < logged.name.length; i++) {
    const name = names[logged.name.at(i)];
    let series = byName.get(name);
    if (series === undefined) {
      series = { name, points: [], at: [] };
      byName.set(name, series);
    }
    series.at.push(passes.length === 0 ? series.points.length : Math.max(0, logged.pass.at(i) - 1));
    series.points.push(finite(logged.value.at(i)));
  }
  return [...byName.values()];
}

/** Every plot with one frame: the one that was chosen, or the last of the passes up to the cursor's. */
export function plotsOf(recording: Recording, cursor: Cursor, chosen: ReadonlyMap<number, number>): PlotView[] {
  return recording.plots.list.map(plot => {
    const numbers = [...plot.frames.keys()];
    const wanted = chosen.get(plot.site);
    const at = wanted === undefined ? frameAt(plot, numbers, cursor) : Math.min(wanted, numbers.length - 1);
    const frame = plot.frames.get(numbers[at])!;
    return {
      id: plot.site,
      title: frame.title,
      place: recording.placeOf(plot.site),
      frames: numbers.length,
      shown: at,
      number: numbers[at],
      count: plot.count,
      follows: wanted === undefined,
      picture: pictureOf(frame),
    };
  });
}

function frameAt({ frames }: Plot, numbers: readonly number[], { pass }: Cursor): number {
  const last = numbers.length - 1;
  if (pass < 0) return last;
  const at = numbers.findLastIndex(number => frames.get(number)!.pass <= pass + 1);
  return at < 0 ? 0 : at;
}

function pictureOf(frame: PlotFrame): PlotView['picture'] {
  if (frame.kind === 'hist') {
    const { kind, low, high, counts, omitted } = frame;
    return { kind, low, high, counts: Array.from(counts), omitted };
  }
  if (frame.kind === 'heatmap') return { kind: 'heatmap', width: frame.width, cells: Array.from(frame.values, finite) };
  const step = Math.ceil(frame.x.length / MOST_POINTS);
  const thin = (values: Float64Array) =>
    Array.from(
      values.filter((_, i) => i % step === 0),
      finite,
    );
  return { kind: frame.kind, x: thin(frame.x), y: thin(frame.y) };
}
