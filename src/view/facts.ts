/** What was recorded at a place of the source, in words: for hovers. Evaluates nothing. */
import type { Cursor } from '../protocol/panel';
import { formatCount, formatExact } from '../recording/format';
import { dataAt, END } from '../recording/queries/history';
import { tensorData } from '../recording/queries/numbers';
import { scopePath } from '../recording/queries/scope';
import { nodeIn, type Place, seenAround } from '../recording/queries/source';
import type { Recording } from '../recording/recording';
import { NONE, SEEN_BOOLEAN, SEEN_NODE, SEEN_NUMBER, SEEN_OTHER, type TensorKind } from '../recording/schema';
import { nodeName } from './names';
import { kindText, sizeOf, statisticsText, tensorGradAt } from './tensors';
import { dataText, gradAt } from './values';
import { GRAD_WORDS, NO_GRAD, opWord } from './words';

export interface Facts {
  /** Offsets in the recorded text. */
  start: number;
  end: number;
  /** The expression or variable. */
  title: string;
  /** The plain value, for what is not a node. */
  value: string;
  /** `n = 0.8814`, in operand order; empty for leaves and plain values. */
  inputs: string[];
  /** `32×6, float32, AddBackward`; empty for what is no tensor. */
  tensor: string;
  data: string;
  grad: string;
  op: string;
  scope: string[];
  /** How often this place was evaluated. */
  count: number;
}

const LONGEST_TITLE = 60;

/** Facts about the innermost place around an offset that produced a value, at a cursor; null if there is none. */
export function factsAround(recording: Recording, at: Place, cursor: Cursor): Facts | null {
  const id = seenAround(recording, at);
  const seen = id === NONE ? undefined : recording.seenAt(id);
  if (seen === undefined) return null;
  const { start, end } = recording.sites[id];
  const title = shorten(recording.files[at.file].text.slice(start, end));
  const place = { start, end, title, count: seen.count };
  const last = seen.kind === SEEN_NODE ? seen.value : seen.kind === SEEN_OTHER ? lastMadeAt(recording, id) : -1;
  if (last >= 0) {
    const node = nodeIn(recording, last, cursor.pass);
    return { ...place, ...nodeFacts(recording, node, cursor), value: '' };
  }
  const none = { inputs: [], tensor: '', data: '', grad: '', op: '', scope: [] };
  return { ...place, ...none, value: plainText(recording, seen.kind, seen.value) };
}

/** The last node with a site, -1 without one: a tensor is a node only once it was named, after it was seen. */
function lastMadeAt(recording: Recording, site: number): number {
  if (recording.sites[site].kind !== 'name') return -1;
  for (let node = recording.length - 1; node >= 0; node--) if (recording.site(node) === site) return node;
  return -1;
}

function nodeFacts(recording: Recording, node: number, cursor: Cursor) {
  const time = cursor.pass < 0 ? END : cursor.pass;
  const op = recording.op(node);
  return {
    ...numberFacts(recording, node, cursor, time),
    op: op.arity === 0 ? op.name : `${op.symbol} (${opWord(op)})`,
    inputs: recording.inputs(node).map(input => {
      const name = nodeName(recording, input);
      const data = dataText(recording, input, time);
      return name === data ? data : `${name} = ${data}`;
    }),
    scope: scopePath(recording, node),
  };
}

function numberFacts(recording: Recording, node: number, cursor: Cursor, time: number) {
  const kind = recording.tensor(node);
  if (kind !== undefined) return tensorFacts(recording, kind, node, cursor, time);
  const { value, state } = gradAt(recording, node, cursor);
  const known = state === 'reached' || state === 'final';
  return {
    tensor: '',
    data: formatExact(dataAt(recording, node, time)),
    grad: known ? `${formatExact(value)} (${GRAD_WORDS[state]})` : GRAD_WORDS[state],
  };
}

function tensorFacts(recording: Recording, kind: TensorKind, node: number, cursor: Cursor, time: number) {
  const { numbers, state } = tensorGradAt(recording, kind, node, cursor);
  const known = state === 'reached' || state === 'final';
  const isSingle = sizeOf(kind) === 1;
  const data = isSingle
    ? formatExact(dataAt(recording, node, time))
    : statisticsText(kind, tensorData(recording, node, time));
  const none = kind.requiresGrad ? GRAD_WORDS[state] : NO_GRAD;
  return {
    tensor: kindText(kind),
    data,
    grad: known ? `${statisticsText(kind, numbers)} (${GRAD_WORDS[state]})` : none,
  };
}

function plainText(recording: Recording, kind: number, value: number): string {
  if (kind === SEEN_NUMBER) return formatExact(value);
  if (kind === SEEN_BOOLEAN) return String(value === 1);
  return recording.name(value);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= LONGEST_TITLE ? line : `${line.slice(0, LONGEST_TITLE - 1)}…`;
}

/** `the last of 80 times`; empty if it was once. */
export const countWords = (count: number) => (count > 1 ? `the last of ${formatCount(count)} times` : '');
