/** What nodes were made with. Those that repeat others are computed again from their inputs, a segment at a time. */
import { opByName } from '../../engine/ops/table';
import type { Recording } from '../recording';
import { FIELD_DATA } from '../schema';
import { FORGOTTEN, type Segment } from '../segments';
import { firstPast } from './search';
import { writesOf } from './writes';

/** Segments whose data is kept: those of the steps that are looked at. */
const KEPT = 16;

const kept = new WeakMap<Recording, Map<Segment, Float64Array>>();

/** Data of a node when it was made; what the script assigned later is a write. NaN where it is not kept. */
export function madeWith(recording: Recording, node: number): number {
  const segment = recording.segments.of(node);
  if (segment.repeated === null) return recording.segments.rowData(node);
  if (segment.repeated === FORGOTTEN) return Number.NaN;
  return dataOf(recording, segment)[node - segment.start];
}

function dataOf(recording: Recording, segment: Segment): Float64Array {
  let computed = kept.get(recording);
  if (computed === undefined) {
    computed = new Map();
    kept.set(recording, computed);
  }
  let data = computed.get(segment);
  if (data === undefined) {
    data = replay(recording, segment);
    if (computed.size >= KEPT) for (const oldest of [...computed.keys()].slice(0, KEPT / 2)) computed.delete(oldest);
    computed.set(segment, data);
  }
  return data;
}

type Forward = (a: number, b: number) => number;

/** Runs the ops of a segment again, as the engine did: on the numbers that their inputs had then. */
function replay(recording: Recording, segment: Segment): Float64Array {
  const { start, length, repeated } = segment;
  const { segments } = recording;
  const { changed, data } = repeated!;
  const forwards = recording.ops.map(({ name, custom, tensor }) =>
    custom || tensor ? undefined : (opByName(name)?.forward as Forward | undefined),
  );
  const result = new Float64Array(length);
  const before = new Map<number, number>();
  const isWritten = writtenWithin(recording, start, start + length);
  const dataWhen = (input: number, node: number): number => {
    if (isWritten) return dataAtMaking(recording, input, node, result, start);
    if (input >= start) return result[input - start];
    let value = before.get(input);
    if (value === undefined) {
      value = dataAtMaking(recording, input, node, result, start);
      before.set(input, value);
    }
    return value;
  };
  for (let i = 0, next = 0; i < length; i++) {
    const node = start + i;
    const forward = forwards[segments.code(node)];
    if (next < changed.length && changed[next] === i) result[i] = data[next++];
    else if (forward === undefined) result[i] = segments.rowData(node);
    else {
      const a = dataWhen(segments.input(node, 0), node);
      result[i] = forward(a, recording.arity(node) > 1 ? dataWhen(segments.input(node, 1), node) : 0);
    }
  }
  return result;
}

/** Data of an input when a node was made. */
function dataAtMaking(recording: Recording, input: number, node: number, result: Float64Array, start: number): number {
  const { writes } = recording;
  const rows = writesOf(recording, input, FIELD_DATA);
  const row = rows?.[firstPast(rows.length, i => writes.made.at(rows[i]) > node) - 1];
  if (row !== undefined) return writes.value.at(row);
  return input >= start ? result[input - start] : madeWith(recording, input);
}

/** Whether any data was assigned while the nodes from one to another were made. */
function writtenWithin(recording: Recording, from: number, to: number): boolean {
  const { field, made } = recording.writes;
  const first = firstPast(made.length, row => made.at(row) > from);
  for (let row = first; row < made.length && made.at(row) < to; row++) if (field.at(row) === FIELD_DATA) return true;
  return false;
}
