/** A recording as one JSON document: the header's fields and every column as an array. */
import { madeWith } from '../../recording/queries/made';
import { nodesOf } from '../../recording/queries/passes';
import { timelineOf } from '../../recording/queries/timeline';
import type { Recording } from '../../recording/recording';
import { FORMAT, type Pass, VERSION } from '../../recording/schema';

/** JSON of the whole recording. What JSON has no number for is a string: "NaN", "Infinity", "-Infinity". */
export function json(recording: Recording): string {
  const { scopes, writes, contributions } = recording;
  const document = {
    format: FORMAT,
    version: VERSION,
    entry: recording.entry,
    ms: Math.round(recording.ms),
    error: recording.error,
    files: recording.files,
    ops: recording.ops,
    names: recording.names,
    sites: recording.sites,
    scopes: columns(scopes),
    nodes: nodeColumns(recording),
    writes: columns(writes),
    contributions: columns(contributions),
    passes: recording.passes.map((pass, index) => passOf(recording, pass, index)),
    output: recording.outputs,
  };
  return `${JSON.stringify(document, (_key, value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value))}\n`;
}

type Columns = Record<string, { view(): ArrayLike<number> }>;

function columns(table: Columns): Record<string, number[]> {
  return Object.fromEntries(Object.entries(table).map(([name, column]) => [name, Array.from(column.view())]));
}

/** What is known of each node, those that repeat others included. */
function nodeColumns(recording: Recording) {
  const column = <T>(of: (node: number) => T) => Array.from({ length: recording.length }, (_, node) => of(node));
  return {
    op: column(node => recording.code(node)),
    inputs: column(node => recording.inputs(node)),
    data: column(node => madeWith(recording, node)),
    label: column(node => recording.label(node)),
    site: column(node => recording.site(node)),
    scope: column(node => recording.segments.scope(node)),
  };
}

function passOf(recording: Recording, { repeats: _, ...pass }: Pass, index: number) {
  const timeline = timelineOf(recording, index);
  const nodes = nodesOf(recording, index);
  return {
    ...pass,
    nodes: Array.from(nodes),
    grads: Array.from(nodes, node => timeline.grad(node, timeline.steps.length)),
    steps: Array.from(timeline.steps),
  };
}
