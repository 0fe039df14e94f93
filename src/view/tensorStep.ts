/** One step of a backward pass through tensors, in words. */
import type { Contribution, Step } from '../protocol/panel';
import { formatShape } from '../recording/format';
import type { Numbers } from '../recording/queries/numbers';
import type { TensorContribution, TensorTimeline } from '../recording/queries/tensorTimeline';
import type { Recording } from '../recording/recording';
import type { TensorKind } from '../recording/schema';
import { nodeName } from './names';
import { NOT_KEPT, numbersText, sizeOf, tensorDataText } from './tensors';
import { namesIn } from './words';

export function tensorStepOf(recording: Recording, timeline: TensorTimeline, number: number): Step {
  const { node, upstream, contributions } = timeline.detail(number);
  const names = {
    inputs: contributions.map(({ input }) => nodeName(recording, input)),
    out: nodeName(recording, node),
  };
  const kind = recording.tensor(node)!;
  const told = contributions.map((each, i) => contributionOf(recording, timeline.index, node, each, names, i));
  return {
    node,
    label: names.out,
    symbol: recording.op(node).symbol,
    tensor: true,
    upstream: numbersText(kind, upstream),
    contributions: told,
    sentence: sentenceOf(recording, node, upstream, told),
    place: recording.placeOf(recording.site(node)),
  };
}

function contributionOf(
  recording: Recording,
  pass: number,
  node: number,
  { input, formula, share, before, after, isFirst }: TensorContribution,
  names: { inputs: readonly string[]; out: string },
  i: number,
): Contribution {
  const kind = recording.tensor(input)!;
  const summed = isSummed(recording, node, input) ? `, summed to ${formatShape(kind.shape) || 'a single number'}` : '';
  const text = (numbers: Numbers | null) => numbersText(kind, numbers);
  return {
    input,
    label: names.inputs[i],
    data: described(kind, tensorDataText(recording, kind, input, pass)),
    local: '',
    formula: formula === null ? '' : namesIn(formula, names) + summed,
    contribution: share === null ? '' : text(share),
    before: isFirst ? '' : text(before),
    after: text(after),
    constant: formula === null,
  };
}

/** Ops whose inputs stand for each other by broadcasting: a gradient is summed over what was repeated. */
const BROADCASTING = new Set(['add', 'sub', 'mul', 'div', 'pow', 'maximum', 'minimum', 'where']);

function isSummed(recording: Recording, node: number, input: number): boolean {
  const [out, own] = [recording.tensor(node), recording.tensor(input)];
  return BROADCASTING.has(recording.op(node).name) && formatShape(out!.shape) !== formatShape(own!.shape);
}

/** `32×6: 0.01 ± 1`; of a single number the number alone. */
function described(kind: TensorKind, text: string): string {
  const shape = formatShape(kind.shape);
  return shape === '' || sizeOf(kind) === 1 ? text : `${shape}: ${text}`;
}

function sentenceOf(recording: Recording, node: number, upstream: Numbers | null, told: Contribution[]): string {
  const kind = recording.tensor(node)!;
  const gradient = described(kind, numbersText(kind, upstream));
  const parts = told
    .filter(({ constant }) => !constant)
    .map(({ label, formula, before }) => `${label} gets ${formula}${before === '' ? '' : `, on top of ${before}`}`);
  const passed = parts.length === 0 ? 'nothing, for its inputs require none' : parts.join('; ');
  const g = parts.length === 0 ? '' : ' g';
  return `${nodeName(recording, node)} has the gradient${g} (${gradient}) and passes it on: ${passed}.${whyNotKept(told, upstream)}`;
}

/** Numbers that are missing are none of the script's. */
function whyNotKept(told: Contribution[], upstream: Numbers | null): string {
  const isMissing =
    upstream === null || told.some(each => !each.constant && (each.contribution === '' || each.after === NOT_KEPT));
  return isMissing
    ? ' Of this pass not all numbers were kept: whole passes are the newest, and evenly many of the others.'
    : '';
}
