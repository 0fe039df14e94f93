/** Ops of the user's own: recording their nodes and asking their backward for contributions. */
import { describe } from './describe';
import type { Frame } from './frame';
import { NONE, type Tape } from './tape';

/** Data of the inputs, in order, to the data of the node. */
export type CustomForward = (...inputs: number[]) => number;
/** Upstream gradient, data of the inputs and data of the node to one contribution per input. */
export type CustomBackward = (grad: number, inputs: number[], out: number) => readonly number[];

/** What computes a node of the user's own op, and what passes its gradient on. */
export interface CustomFunctions {
  forward: CustomForward;
  backward: CustomBackward;
}

/**
 * Runs `forward` and records the node; returns its index.
 * @throws TypeError if the op has no name or no input, or `forward` gives something else than a number.
 */
export function recordCustom(
  tape: Tape,
  name: string,
  inputs: readonly number[],
  forward: CustomForward,
  backward: CustomBackward,
): number {
  const out = forward(...inputs.map(id => tape.data[id]));
  if (typeof out !== 'number') {
    throw new TypeError(
      `${callOf(name)}: forward must return a number, but it returned ${describe(out)}. It computes with the inputs' data.`,
    );
  }
  const [first, second] = inputs;
  let id: number;
  if (inputs.length === 1) id = tape.push(tape.customCode(name, 1), first, NONE, out);
  else if (inputs.length === 2) id = tape.push(tape.customCode(name, 2), first, second, out);
  else id = tape.pushMany(tape.customCode(name, 'n'), inputs, out);
  tape.frame.custom ??= new Map();
  tape.frame.custom.set(id, { forward, backward });
  return id;
}

/** @throws TypeError naming the op if one of the arguments of `Value.custom` can't be used. */
export function checkCustom(name: unknown, inputs: unknown, forward: unknown, backward: unknown): void {
  if (typeof name !== 'string' || name === '') {
    throw new TypeError(`Value.custom expects the op's name first, but got ${describe(name)}.`);
  }
  if (!Array.isArray(inputs) || inputs.length === 0) {
    const given = Array.isArray(inputs) ? 'an empty array' : describe(inputs);
    throw new TypeError(`${callOf(name)} expects an array of at least one Value or number, but got ${given}.`);
  }
  if (typeof forward !== 'function') {
    throw new TypeError(`${callOf(name)} expects forward to be a function, but got ${describe(forward)}.`);
  }
  if (typeof backward !== 'function') {
    throw new TypeError(`${callOf(name)} expects backward to be a function, but got ${describe(backward)}.`);
  }
}

/** What the backward of the user's own op at this node gives each of its inputs. @throws as `contributionsOf`. */
export function customContributions(frame: Frame, index: number, inputs: readonly number[]): readonly number[] {
  return contributionsOf(
    frame,
    index,
    frame.grad[index],
    inputs.map(input => frame.data[input]),
    frame.data[index],
  );
}

/**
 * The same for numbers other than those on the tape.
 * @param data - Of the inputs.
 * @throws TypeError naming the op if backward gives something else than one number per input.
 */
export function contributionsOf(
  frame: Frame,
  index: number,
  upstream: number,
  data: number[],
  out: number,
): readonly number[] {
  const { backward } = frame.custom!.get(index)!;
  const { name } = frame.tape.ops[frame.structure.op[index]];
  const given: unknown = backward(upstream, data, out);
  const rule = `backward must return an array of one number per input (${data.length})`;
  if (!Array.isArray(given)) throw new TypeError(`${callOf(name)}: ${rule}, but it returned ${describe(given)}.`);
  if (given.length !== data.length) {
    throw new TypeError(`${callOf(name)}: ${rule}, but it returned ${given.length}.`);
  }
  const wrong = given.findIndex(contribution => typeof contribution !== 'number');
  if (wrong >= 0) {
    throw new TypeError(`${callOf(name)}: ${rule}, but number ${wrong + 1} of them is ${describe(given[wrong])}.`);
  }
  return given;
}

function callOf(name: string): string {
  return `Value.custom('${name}')`;
}
