/** Data of a node at a time of the run. Time is told by the number of passes that had ended. */
import type { Recording } from '../recording';
import { FIELD_DATA } from '../schema';
import { madeWith } from './made';
import { lastWrite } from './writes';

/** After everything that was recorded. */
export const END = Number.MAX_SAFE_INTEGER;

/** Data of a node while pass number `pass` ran: what it was made with, or what the script last assigned to it. */
export function dataAt(recording: Recording, node: number, pass: number): number {
  const write = lastWrite(recording, node, FIELD_DATA, pass);
  return write === undefined ? madeWith(recording, node) : recording.writes.value.at(write);
}
