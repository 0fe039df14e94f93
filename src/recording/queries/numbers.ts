/** The numbers of tensors at a time of the run, and their statistics. */
import type { Recording } from '../recording';
import { OF_DATA, OF_GRAD, OF_GRAD_BEFORE, OF_SHARE, type TensorKind } from '../schema';
import { touches } from './passes';

/** Of the finite numbers; NaN without any. */
export interface Statistics {
  nonFinite: number;
  mean: number;
  /** As PyTorch's `std`: divided by their number less one; NaN of a single one. */
  std: number;
  least: number;
  most: number;
}

/** What is recorded of a tensor's data or grad. */
export interface Numbers {
  statistics: Statistics;
  /** All of them in order; null if only the statistics were kept. */
  values: Float32Array | Float64Array | null;
}

/** Data of a tensor while pass number `pass` ran; null if it was not kept. */
export function tensorData(recording: Recording, node: number, pass: number): Numbers | null {
  return lastNumbers(recording, node, OF_DATA, pass);
}

/** Gradient of a tensor at the end of a pass that reached it; null if it was not kept. */
export function tensorGrad(recording: Recording, node: number, pass: number): Numbers | null {
  return numbersIn(recording, node, OF_GRAD, pass);
}

/** Grad that a leaf had before a pass that added to it; null if it was not kept. */
export function tensorGradBefore(recording: Recording, node: number, pass: number): Numbers | null {
  return numbersIn(recording, node, OF_GRAD_BEFORE, pass);
}

/** What a node passed to its input number `input`, if that was recorded apart from the input's gradient; else null. */
export function tensorShare(recording: Recording, node: number, input: number, pass: number): Numbers | null {
  return numbersIn(recording, node, OF_SHARE + input, pass);
}

/** The last pass before pass number `passes` that brought a node a gradient; -1 if none did. */
export function lastPassTo(recording: Recording, node: number, passes: number): number {
  for (let p = Math.min(passes, recording.passes.length) - 1; p >= 0; p--) {
    // A pass that ended before the node was made cannot have touched it, nor any earlier one.
    if (node >= recording.passes[p].length) return -1;
    if (touches(recording, p, node)) return p;
  }
  return -1;
}

/** Whether a pass went through tensors. */
export function isTensorPass(recording: Recording, index: number): boolean {
  return recording.tensor(recording.passes[index].root) !== undefined;
}

function numbersIn(recording: Recording, node: number, of: number, pass: number): Numbers | null {
  const { tensors } = recording;
  const whole = tensors.numbers(node, of, pass);
  if (whole?.pass === pass) return numbersOf(whole.values);
  const row = tensors.statisticsRow(node, of, pass);
  return row >= 0 && tensors.statistics.pass.at(row) === pass ? recorded(recording, node, row) : null;
}

function lastNumbers(recording: Recording, node: number, of: number, pass: number): Numbers | null {
  const { tensors } = recording;
  const whole = tensors.numbers(node, of, pass);
  const row = tensors.statisticsRow(node, of, pass);
  if (whole !== undefined && (row < 0 || tensors.statistics.pass.at(row) <= whole.pass)) return numbersOf(whole.values);
  return row < 0 ? null : recorded(recording, node, row);
}

function recorded(recording: Recording, node: number, row: number): Numbers {
  const { nonFinite, mean, deviation, least, most } = recording.tensors.statistics;
  const count = sizeOf(recording.tensor(node)) - nonFinite.at(row);
  return {
    statistics: {
      nonFinite: nonFinite.at(row),
      mean: mean.at(row),
      std: unbiased(deviation.at(row), count),
      least: least.at(row),
      most: most.at(row),
    },
    values: null,
  };
}

function sizeOf(kind: TensorKind | undefined): number {
  return kind?.shape.reduce((size, n) => size * n, 1) ?? 0;
}

function unbiased(deviation: number, count: number): number {
  return count < 2 ? Number.NaN : deviation * Math.sqrt(count / (count - 1));
}

/** Numbers with their statistics. */
export function numbersOf(values: Float32Array | Float64Array): Numbers {
  let [count, sum, least, most] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const nonFinite = values.length - count;
  if (count === 0) {
    return {
      values,
      statistics: { nonFinite, mean: Number.NaN, std: Number.NaN, least: Number.NaN, most: Number.NaN },
    };
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of values) if (Number.isFinite(value)) squares += (value - mean) ** 2;
  return { values, statistics: { nonFinite, mean, std: unbiased(Math.sqrt(squares / count), count), least, most } };
}
