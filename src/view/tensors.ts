/** Tensors in words and numbers: as short as a card, a hover or a line of text wants them. */
import type { ViewTensor } from '../protocol/graph';
import type { Cursor, GradState } from '../protocol/panel';
import { formatCount, formatNumber, formatShape, formatShort } from '../recording/format';
import { dataAt, END } from '../recording/queries/history';
import { isTensorPass, lastPassTo, type Numbers, tensorData, tensorGrad } from '../recording/queries/numbers';
import { tensorTimelineOf } from '../recording/queries/tensorTimeline';
import type { Recording } from '../recording/recording';
import type { TensorKind } from '../recording/schema';

/** In place of numbers that a recording had no room for. */
export const NOT_KEPT = 'not kept';

export function viewTensor(recording: Recording, node: number): ViewTensor | null {
  const kind = recording.tensor(node);
  if (kind === undefined) return null;
  const { shape, dtype, requiresGrad, gradFn } = kind;
  return { shape: formatShape(shape), dtype, requiresGrad, gradFn: gradFn ?? '', isSingle: sizeOf(kind) === 1 };
}

export function sizeOf({ shape }: TensorKind): number {
  return shape.reduce((size, n) => size * n, 1);
}

/** The number of a tensor that has one, `0.013 ± 1.02` (mean and standard deviation), `0 … 26` of integers. */
export function numbersText(kind: TensorKind, numbers: Numbers | null): string {
  if (sizeOf(kind) === 0) return 'empty';
  if (numbers === null) return NOT_KEPT;
  const { nonFinite, mean, std, least, most } = numbers.statistics;
  if (sizeOf(kind) === 1) return formatNumber(numbers.values?.[0] ?? mean);
  if (nonFinite > 0) return `${formatCount(nonFinite)} not finite`;
  if (kind.dtype === 'int32' || kind.dtype === 'bool') return `${formatNumber(least)} … ${formatNumber(most)}`;
  return `${formatShort(mean)} ± ${formatShort(std)}`;
}

/** `mean 0.013, std 1.02, from −2.3 to 2.9`; of a tensor with one number that number. */
export function statisticsText(kind: TensorKind, numbers: Numbers | null): string {
  if (numbers === null || sizeOf(kind) < 2) return numbersText(kind, numbers);
  const { nonFinite, mean, std, least, most } = numbers.statistics;
  const range = `from ${formatNumber(least)} to ${formatNumber(most)}`;
  const moments =
    kind.dtype === 'int32' || kind.dtype === 'bool' ? [] : [`mean ${formatNumber(mean)}`, `std ${formatNumber(std)}`];
  const odd = nonFinite > 0 ? [`${formatCount(nonFinite)} of ${formatCount(sizeOf(kind))} not finite`] : [];
  return (nonFinite === sizeOf(kind) ? odd : [...moments, range, ...odd]).join(', ');
}

/** `32×6, float32, AddBackward`. */
export function kindText({ shape, dtype, requiresGrad, gradFn }: TensorKind): string {
  const parts = [shape.length === 0 ? 'a single number' : formatShape(shape), dtype];
  if (gradFn !== null) parts.push(gradFn);
  else if (requiresGrad) parts.push('requires a gradient');
  return parts.join(', ');
}

/** Data of a tensor at a time of the run. */
export function tensorDataText(recording: Recording, kind: TensorKind, node: number, pass: number): string {
  if (sizeOf(kind) !== 1) return numbersText(kind, tensorData(recording, node, pass));
  return formatNumber(dataAt(recording, node, pass));
}

/** Gradient of a tensor at a cursor; null if there is none, or it was not kept. */
export function tensorGradAt(
  recording: Recording,
  kind: TensorKind,
  node: number,
  cursor: Cursor,
): { numbers: Numbers | null; state: GradState } {
  if (!kind.requiresGrad) return { numbers: null, state: 'none' };
  if (cursor.pass >= 0 && isTensorPass(recording, cursor.pass)) {
    const timeline = tensorTimelineOf(recording, cursor.pass);
    const state = timeline.reach(node, cursor.step);
    if (state !== undefined) {
      return { numbers: state === 'unreached' ? null : timeline.grad(node, cursor.step), state };
    }
  }
  const pass = lastPassTo(recording, node, cursor.pass < 0 ? END : cursor.pass);
  return pass < 0
    ? { numbers: null, state: 'unreached' }
    : { numbers: tensorGrad(recording, node, pass), state: 'final' };
}
