/**
 * Names of nodes. Few nodes have one, and steps that repeat each other have the same, in the same order: only what a
 * step names otherwise is kept with its frame.
 */
import type { Frame } from './frame';

/** Names a node. */
export function setLabel(frame: Frame, index: number, label: string): void {
  const { tape, structure } = frame;
  const repeated = isRepeated(frame, index);
  if (repeated && structure.labels.get(index) === label) nameAgain(frame, index);
  if (frame.labelOf(index) === label) return;
  if (repeated || frame !== tape.frame) relabel(frame, index, label);
  else structure.setLabel(index, label);
  tape.recorder?.labelled(frame.idOf(index), label);
}

/** Names a node that has no name yet. In a repetition the name it had in the step before is its name again. */
export function nameFirst(frame: Frame, index: number, label: string): void {
  if (isRepeated(frame, index) && nameAgain(frame, index)) return;
  const name = frame.labelOf(index);
  setLabel(frame, index, name === '' ? label : name);
}

/** A step goes on otherwise than the one before: labels that only that one has given to the nodes below `length` are not this one's. */
export function dropLabels(frame: Frame, length: number): void {
  const { labelled } = frame.structure;
  for (let i = frame.named; i < labelled.length; i++) {
    const index = labelled[i];
    const isOfStep = index >= frame.origin && index < length;
    if (!isOfStep || frame.renamed?.has(index) || frame.labels?.has(index)) continue;
    relabel(frame, index, '');
    frame.tape.recorder?.labelled(frame.idOf(index), '');
  }
}

/** Position of the first label of a step that begins at `origin` among those of the structure. */
export function firstNamed({ structure, origin: before, firstNamed: known }: Frame, origin: number): number {
  if (before === origin) return known;
  const first = structure.labelled.findIndex(index => index >= origin);
  return first < 0 ? structure.labelled.length : first;
}

function isRepeated(frame: Frame, index: number): boolean {
  return frame === frame.tape.frame && index >= frame.origin && index < frame.same;
}

/** Notes that a node has the name that it had in the step before; false if it had none. */
function nameAgain(frame: Frame, index: number): boolean {
  const { labels, labelled } = frame.structure;
  // Steps name their nodes in the same order: a look into the map is for those that do not.
  if (labelled[frame.named] === index) frame.named++;
  else if (labels.has(index)) {
    frame.renamed ??= new Set();
    frame.renamed.add(index);
  } else return false;
  return true;
}

function relabel(frame: Frame, index: number, label: string): void {
  frame.labels ??= new Map();
  frame.labels.set(index, label);
}
