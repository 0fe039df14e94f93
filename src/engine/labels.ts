/**
 * Names of nodes. Few nodes have one, and steps that repeat each other give the same, in the same order: only what a step
 * names otherwise is kept with its frame.
 */
import type { Frame } from './frame';

/** Names a node. */
export function setLabel(frame: Frame, index: number, label: string): void {
  if (frame.isRepeated(index) && nameAgain(frame, index, label)) return;
  if (frame.labelOf(index) === label) return;
  if (frame.isRepeated(index) || frame !== frame.tape.frame) relabel(frame, index, label);
  else {
    frame.structure.setLabel(index, label);
    frame.tape.recorder?.labelled(frame.idOf(index), label);
  }
}

/** Names a node that has no name yet. */
export function nameFirst(frame: Frame, index: number, label: string): void {
  if (frame.isRepeated(index) && nameAgain(frame, index, label)) return;
  if (frame.labelOf(index) === '') setLabel(frame, index, label);
}

/**
 * The nodes below `length` have the labels that this step has given, and no others. For what repeats earlier nodes that is
 * noted with the frame; the rest of its structure is from now on labelled as it is here.
 */
export function settleLabels(frame: Frame, length: number): void {
  const { structure } = frame;
  const end = Math.min(length, frame.shared);
  for (let i = frame.named; i < structure.labelled.length; i++) {
    const index = structure.labelled[i];
    const isGiven = index < frame.origin || index >= end || frame.renamed?.has(index) || frame.labels?.has(index);
    if (isGiven) continue;
    if (index < frame.same) relabel(frame, index, '');
    else structure.setLabel(index, '');
  }
  for (const [index, label] of frame.labels ?? []) {
    if (index < Math.max(frame.same, frame.origin)) continue;
    structure.setLabel(index, label);
    frame.labels?.delete(index);
  }
}

/** Position of the first label of a step that begins at `origin` among those of the structure. */
export function firstNamed({ structure, origin: before, firstNamed: known }: Frame, origin: number): number {
  if (before === origin) return known;
  const first = structure.labelled.findIndex(index => index >= origin);
  return first < 0 ? structure.labelled.length : first;
}

/** Notes that a node was given the name that it had in the step before; false if that was another. */
function nameAgain(frame: Frame, index: number, label: string): boolean {
  const { labels, labelled } = frame.structure;
  // Steps name their nodes in the same order: looking for the node is for those that do not.
  if (labelled[frame.named] === index && labels[frame.named] === label && !frame.labels?.has(index)) {
    frame.named++;
    return tell(frame, index, label);
  }
  const position = frame.structure.labelPosition(index);
  if (position < frame.named || labels[position] !== label || frame.labels?.has(index)) return false;
  frame.renamed ??= new Set();
  frame.renamed.add(index);
  return tell(frame, index, label);
}

/** A recording knows the labels of what repeats others. */
function tell(frame: Frame, index: number, label: string): true {
  if (index >= frame.same) frame.tape.recorder?.labelled(frame.idOf(index), label);
  return true;
}

function relabel(frame: Frame, index: number, label: string): void {
  frame.labels ??= new Map();
  frame.labels.set(index, label);
  frame.tape.recorder?.labelled(frame.idOf(index), label);
}
