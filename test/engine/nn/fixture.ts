/** What PyTorch's layers, losses and optimisers gave: test/fixtures/pytorch/nn.py writes it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Tensor } from '../../../src/engine';
import { assertClose } from '../numbers';
import { PYTORCH, runScript } from '../python';

/** NaN is a word in JSON. */
export type Stored = number | 'NaN';
export type Options = Record<string, unknown>;
/** A module or an optimiser: its name, the arguments of its constructor, and options. */
export type Recipe = [name: string, args?: (number | string | number[])[], options?: Options];
export type Draw = ['randn' | 'rand', number[]] | ['randint', number, number[]];

export interface Training {
  name: string;
  seed: number;
  x: Draw;
  y: Draw;
  layers: Recipe[];
  loss: [name: string, options: Options];
  optimiser: [name: string, options: Options];
  before: Record<string, Stored[]>;
  losses: Stored[];
  after: Record<string, Stored[]>;
  buffers: Record<string, Stored[]>;
  evaluated: Stored[];
}

export interface Input {
  shape: number[];
  data: Stored[];
  kind: 'leaf' | 'constant' | 'int32';
  grad?: Stored[];
  /** Its numbers after the call, if that changes them. */
  after?: Stored[];
}

export interface Call {
  name: string;
  inputs: Record<string, Input>;
  options: Options;
  shape: number[];
  out: Stored[];
}

export interface Fixture {
  trainings: Training[];
  functions: Call[];
  characters: { words: string[]; losses: number[]; C: number[] };
}

export const stored = JSON.parse(readFileSync(`${PYTORCH}nn.json`, 'utf8')) as Fixture;

let made: Fixture | undefined;

/** The same from the PyTorch that is installed. */
export function madeAnew(): Fixture {
  made ??= JSON.parse(runScript('nn.py')) as Fixture;
  return made;
}

/** Fails unless all float32 numbers agree to `tolerance`, relative to the larger or to 1. */
export function assertNear(actual: Tensor | number[], expected: Stored[], tolerance: number, message: string): void {
  const numbers = Array.isArray(actual) ? actual : Array.from(actual.toTypedArray());
  assert.equal(numbers.length, expected.length, message);
  for (const [i, x] of expected.entries())
    assertClose(numbers[i], Math.fround(Number(x)), tolerance, `${message}[${i}]:`);
}
