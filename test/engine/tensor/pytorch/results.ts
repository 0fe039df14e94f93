/** What PyTorch gives for programs, and holding Tapelens against it. */
import type { Tensor } from '../../../../src/engine/index';
import { runScript } from '../../python';
import type { Output, Stored } from './cases';
import { scaleOf } from './close';
import { numbersOf } from './operations';
import { type Program, runProgram } from './program';

/** A line's value, and its grad if it requires one: null if none came. */
interface LineResult extends Output {
  grad?: Stored[] | null;
}

/** By dtype: a float32 program has been run in float64 as well, to tell how exact float32 can be. */
export interface ProgramResult {
  float32?: LineResult[];
  float64: LineResult[];
}

/** Runs programs in PyTorch. */
export function runInPyTorch(programs: Program[]): ProgramResult[] {
  const text = runScript('tensors/programs.py', [], JSON.stringify(programs));
  return text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as ProgramResult);
}

/**
 * Rounding errors grow over 60 ops, and what cancels leaves some of its terms' error: what is allowed relative to a
 * tensor's largest number, and at least.
 */
const FLOAT64 = { relative: 1e-10, least: 1e-12 };
/** In float32, too, how many times as large as PyTorch's own error ours may be. */
const FLOAT32 = { relative: 32 * 2 ** -23, least: 32 * 2 ** -23, times: 8 };

/** Where a program's values and grads part from PyTorch's, in words. */
export function faultsOf(program: Program, { float32, float64 }: ProgramResult): string[] {
  return runProgram(program).flatMap((value, at) => {
    const [exact, near] = [float64[at], (float32 ?? float64)[at]];
    const line = `line ${at} ${JSON.stringify(program.lines[at])}`;
    if (value.dtype !== near.dtype) return [`${line} is ${value.dtype}, expected ${near.dtype}`];
    if (`${value.shape}` !== `${near.shape}`) return [`${line} has shape (${value.shape}), expected (${near.shape})`];
    const faults = [
      ['value', differs(numbersOf(value), exact.data, near.data)],
      ['grad', gradDiffers(value, exact.grad, near.grad)],
    ];
    return faults.flatMap(([what, fault]) => (fault ? [`${line}: ${what} ${fault}`] : []));
  });
}

function gradDiffers(value: Tensor, exact: Stored[] | null | undefined, near: Stored[] | null | undefined) {
  if (value.requiresGrad !== (near !== undefined)) return `requiresGrad is ${value.requiresGrad}`;
  if (!exact || !near || !value.grad) return Boolean(near) === Boolean(value.grad) ? undefined : 'is there in one only';
  return differs(numbersOf(value.grad), exact, near);
}

/** @param near - PyTorch's numbers in the program's dtype; `exact` - the same in float64. */
function differs(actual: number[], exact: Stored[], near: Stored[]): string | undefined {
  const [truth, theirs] = [exact.map(Number), near.map(Number)];
  const error = Math.max(0, ...theirs.map((x, i) => Math.abs(x - truth[i])));
  const { relative, least } = exact === near ? FLOAT64 : FLOAT32;
  const allowed = relative * scaleOf(truth) + least + FLOAT32.times * error;
  const at = truth.findIndex((x, i) => !(Math.abs(actual[i] - x) <= allowed));
  return at < 0 ? undefined : `[${at}] is ${actual[at]}, expected ${theirs[at]} within ${allowed}`;
}
