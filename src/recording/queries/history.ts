/** Data and grad of a node at a time of the run. Time is told by the number of passes that had ended. */
import type { Recording } from '../recording';
import { FIELD_DATA, FIELD_GRAD, type Pass } from '../schema';
import { firstPast } from './search';

/** After everything that was recorded. */
export const END = Number.MAX_SAFE_INTEGER;

/** By field, of each node that was written to: its writes, in order. Built once for each state of a growing recording. */
interface WriteIndex {
  size: number;
  fields: Map<number, number[]>[];
}

const indexes = new WeakMap<Recording, WriteIndex>();

function writesOf(recording: Recording, node: number, field: number): number[] | undefined {
  let index = indexes.get(recording);
  if (index === undefined) {
    // FIELD_DATA and FIELD_GRAD.
    index = { size: 0, fields: [new Map(), new Map()] };
    indexes.set(recording, index);
  }
  const { writes } = recording;
  for (; index.size < writes.node.length; index.size++) {
    const written = writes.node.at(index.size);
    const lists = index.fields[writes.field.at(index.size)];
    const list = lists.get(written);
    if (list === undefined) lists.set(written, [index.size]);
    else list.push(index.size);
  }
  return index.fields[field].get(node);
}

function lastWrite(recording: Recording, node: number, field: number, passes: number): number | undefined {
  const { writes } = recording;
  // Most nodes of most tapes are never written to: this is asked for each of them.
  if (writes.node.length === 0) return undefined;
  const list = writesOf(recording, node, field);
  return list?.[firstPast(list.length, i => writes.pass.at(list[i]) > passes) - 1];
}

/** Data of a node while pass number `pass` ran: what it was made with, or what the script last assigned to it. */
export function dataAt(recording: Recording, node: number, pass: number): number {
  const write = lastWrite(recording, node, FIELD_DATA, pass);
  return write === undefined ? recording.nodes.data.at(node) : recording.writes.value.at(write);
}

/** A grad and whether anything was ever computed or assigned: 0 without that is only the start. */
export interface Grad {
  value: number;
  touched: boolean;
}

/** Position of a node among the nodes that a pass touched; -1 if it did not touch it. */
export function positionIn(pass: Pass, node: number): number {
  let low = 0;
  let high = pass.nodes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (pass.nodes[middle] === node) return middle;
    if (pass.nodes[middle] < node) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Grad of a node just before pass number `passes` began to propagate: of the last pass, or as assigned since. */
export function gradBefore(recording: Recording, node: number, passes: number): Grad {
  const write = lastWrite(recording, node, FIELD_GRAD, passes);
  const since = write === undefined ? 0 : recording.writes.pass.at(write);
  for (let p = Math.min(passes, recording.passes.length) - 1; p >= since; p--) {
    const pass = recording.passes[p];
    // The tape only grows: a pass that ended before the node was made cannot have touched it, nor any earlier one.
    if (node >= pass.length) break;
    const at = positionIn(pass, node);
    if (at >= 0) return { value: pass.grads[at], touched: true };
  }
  return write === undefined
    ? { value: 0, touched: false }
    : { value: recording.writes.value.at(write), touched: true };
}
