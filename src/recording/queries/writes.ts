/** The writes to each node, in order. */
import type { Recording } from '../recording';
import { firstPast } from './search';

/** By field, of each node that was written to: the rows of its writes. Built once for each state of a growing recording. */
interface WriteIndex {
  writes: Recording['writes'];
  size: number;
  fields: Map<number, number[]>[];
}

const indexes = new WeakMap<Recording, WriteIndex>();

/** Rows of the writes to a node's field, in order; undefined if there are none. */
export function writesOf(recording: Recording, node: number, field: number): readonly number[] | undefined {
  const { writes } = recording;
  // Most nodes of most tapes are never written to: this is asked for each of them.
  if (writes.node.length === 0) return undefined;
  let index = indexes.get(recording);
  if (index?.writes !== writes) {
    // FIELD_DATA and FIELD_GRAD.
    index = { writes, size: 0, fields: [new Map(), new Map()] };
    indexes.set(recording, index);
  }
  for (; index.size < writes.node.length; index.size++) {
    const written = writes.node.at(index.size);
    const lists = index.fields[writes.field.at(index.size)];
    const list = lists.get(written);
    if (list === undefined) lists.set(written, [index.size]);
    else list.push(index.size);
  }
  return index.fields[field].get(node);
}

/** Row of the last write to a node's field before pass number `passes` ended; undefined without one. */
export function lastWrite(recording: Recording, node: number, field: number, passes: number): number | undefined {
  const { writes } = recording;
  const list = writesOf(recording, node, field);
  return list?.[firstPast(list.length, i => writes.pass.at(list[i]) > passes) - 1];
}
