/** Which values are NaN or infinite, by data or by grad. */
import type { Cursor, ToPanel } from '../protocol/panel';
import { areFinite } from '../recording/finite';
import type { Extent } from '../recording/queries/extent';
import { dataAt, END } from '../recording/queries/history';
import { tensorData } from '../recording/queries/numbers';
import { stepsOf } from '../recording/queries/passes';
import type { Recording } from '../recording/recording';
import { lastGradsNotFinite, passGradsNotFinite } from './gradsNotFinite';
import { extentOf } from './graph';

export interface NotFinite {
  /** Ids, ascending. */
  ids: Uint32Array;
  /** Where it began: the first by tape order whose data is, else the first that the pass came to; null without any. */
  first: number | null;
}

/**
 * All of an extent at a cursor: by data, and by grad where the pass on show is over, or no pass but the whole tape is on
 * show. In a pass, grads of what is not looked at would have to be gone through at every step.
 */
export function notFiniteOf(recording: Recording, extent: Extent, cursor: Cursor): NotFinite {
  const byData = dataNotFinite(recording, extent, cursor.pass < 0 ? END : cursor.pass);
  const byGrad = gradsNotFinite(recording, extent, cursor);
  // A pass goes from the end of the tape to its beginning.
  const first = byData[0] ?? byGrad.at(-1) ?? null;
  return { ids: Uint32Array.from(new Set([...byData, ...byGrad])).sort(), first };
}

/** Tells a panel of all of them, when they may be others. */
export class NotFiniteNotice {
  /** What was told last: of which recording, where. */
  private recording: Recording | null = null;
  private told = '';
  private hasTold = false;

  constructor(private readonly send: (message: ToPanel) => void) {}

  /** A run under way makes ever more: its end is soon enough. Where all numbers are finite, there is nothing to tell. */
  tell(recording: Recording, cursor: Cursor): void {
    if (recording !== this.recording) this.turnTo(recording);
    if (!recording.ended) return;
    const now = `${recording.size} ${cursor.pass} ${isOver(recording, cursor)}`;
    if (now === this.told) return;
    this.told = now;
    const { ids, first } = notFiniteOf(recording, extentOf(recording, cursor.pass), cursor);
    if (ids.length > 0 || this.hasTold) this.send({ type: 'notFinite', ids, first });
    this.hasTold = ids.length > 0;
  }

  /** For a panel that comes up again. */
  replay(): void {
    this.told = '';
  }

  /** What was told of another recording does not hold, however long the run of this one takes. */
  private turnTo(recording: Recording): void {
    this.recording = recording;
    this.told = '';
    if (this.hasTold) this.send({ type: 'notFinite', ids: new Uint32Array(0), first: null });
    this.hasTold = false;
  }
}

function gradsNotFinite(recording: Recording, extent: Extent, cursor: Cursor): number[] {
  if (cursor.pass < 0) return lastGradsNotFinite(recording, extent);
  return isOver(recording, cursor) ? passGradsNotFinite(recording, extent, cursor.pass) : [];
}

function isOver(recording: Recording, { pass, step }: Cursor): boolean {
  return pass >= 0 && step >= stepsOf(recording, pass).length;
}

function dataNotFinite(recording: Recording, extent: Extent, time: number): number[] {
  // Of most recordings it is seen at once that there are none.
  const { segments, tensors, writes } = recording;
  if (tensors.kinds.length === 0 && segments.isFinite && areFinite(writes.value.view())) return [];
  const ids: number[] = [];
  for (let position = 0; position < extent.count; position++) {
    const node = extent.nodeAt(position);
    const isTensor = recording.tensor(node) !== undefined;
    const isSound = isTensor
      ? (tensorData(recording, node, time)?.statistics.nonFinite ?? 0) === 0
      : Number.isFinite(dataAt(recording, node, time));
    if (!isSound) ids.push(node);
  }
  return ids;
}
