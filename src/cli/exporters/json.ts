/** A recording as one JSON document: the header's fields and every column as an array. */
import type { Recording } from '../../recording/recording';
import { FORMAT, VERSION } from '../../recording/schema';

/** JSON of the whole recording. What JSON has no number for is a string: "NaN", "Infinity", "-Infinity". */
export function json(recording: Recording): string {
  const { nodes, scopes, writes, contributions } = recording;
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
    nodes: { ...columns(nodes), extra: Array.from(recording.extra.view()), label: labels(recording) },
    writes: columns(writes),
    contributions: columns(contributions),
    passes: recording.passes.map(pass => ({
      ...pass,
      nodes: Array.from(pass.nodes),
      grads: Array.from(pass.grads),
      steps: pass.steps === undefined ? undefined : Array.from(pass.steps),
    })),
    output: recording.outputs,
  };
  return `${JSON.stringify(document, (_key, value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value))}\n`;
}

type Columns = Record<string, { view(): ArrayLike<number> }>;

function columns(table: Columns): Record<string, number[]> {
  return Object.fromEntries(Object.entries(table).map(([name, column]) => [name, Array.from(column.view())]));
}

function labels(recording: Recording): string[] {
  return Array.from({ length: recording.length }, (_, node) => recording.label(node));
}
