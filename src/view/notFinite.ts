/** Which values are NaN or infinite, by data or by grad. */
import type { Cursor, ToPanel } from '../protocol/panel';
import { areFinite } from '../recording/finite';
import type { Extent } from '../recording/queries/extent';
import { dataAt, END } from '../recording/queries/history';
import { isTensorPass, tensorData } from '../recording/queries/numbers';
import { nodesOf, stepsOf } from '../recording/queries/passes';
import { timelineOf } from '../recording/queries/timeline';
import type { Recording } from '../recording/recording';
import { extentOf } from './graph';
import { tensorGradAt } from './tensors';

export interface NotFinite {
  /** Ids, ascending. */
  ids: Uint32Array;
  /** Where it began: the first by tape order whose data is, else the first that the pass came to; null without any. */
  first: number | null;
}

/**
 * All of an extent at a cursor: by data, and by grad where the pass on show is over. In a pass, grads of what is not looked
 * at would have to be gone through at every step.
 */
export function notFiniteOf(recording: Recording, extent: Extent, cursor: Cursor): NotFinite {
  const byData = dataNotFinite(recording, extent, cursor.pass < 0 ? END : cursor.pass);
  const byGrad = isOver(recording, cursor) ? gradsNotFinite(recording, extent, cursor) : [];
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

function gradsNotFinite(recording: Recording, extent: Extent, cursor: Cursor): number[] {
  if (isTensorPass(recording, cursor.pass)) return tensorGradsNotFinite(recording, extent, cursor);
  const { grads, repeats } = recording.passes[cursor.pass];
  const nodes = nodesOf(recording, cursor.pass);
  // Of repeated steps the run recorded the leaves alone: the rest is gone through for what is on show anyway.
  const timeline = repeats === undefined ? null : timelineOf(recording, cursor.pass);
  const ids: number[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const grad = timeline === null ? grads[i] : (timeline.grad(nodes[i], END) ?? 0);
    if (!Number.isFinite(grad) && extent.positionOf(nodes[i]) >= 0) ids.push(nodes[i]);
  }
  return ids;
}

function tensorGradsNotFinite(recording: Recording, extent: Extent, cursor: Cursor): number[] {
  const ids: number[] = [];
  for (let position = 0; position < extent.count; position++) {
    const node = extent.nodeAt(position);
    const kind = recording.tensor(node);
    if (kind === undefined) continue;
    const { numbers } = tensorGradAt(recording, kind, node, cursor);
    if (numbers !== null && numbers.statistics.nonFinite > 0) ids.push(node);
  }
  return ids;
}
