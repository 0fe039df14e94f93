/** The stored cases: an op, recipes of its inputs, and what PyTorch gave. case.py writes them. */
import { readFileSync } from 'node:fs';
import type { DType } from '../../../../src/engine/index';
import { PYTORCH } from '../../python';
import type { Recipe } from './recipes';

/** NaN and infinities are words in JSON. */
export type Stored = number | 'NaN' | 'Infinity' | '-Infinity';

/** Attributes of any op, by the names of Tapelens' own arguments. */
export interface Attributes {
  approximate?: 'none' | 'tanh';
  columns?: number;
  count?: number;
  dim?: number;
  dim0?: number;
  dim1?: number;
  /** Several dims, where `dim` is one. */
  dims?: number[];
  dtype?: DType;
  end?: number;
  endDim?: number;
  eps?: number;
  equation?: string;
  ignoreIndex?: number;
  keepdim?: boolean;
  labelSmoothing?: number;
  max?: number;
  min?: number;
  numClasses?: number;
  reduction?: 'mean' | 'sum' | 'none';
  rows?: number;
  shape?: number[];
  start?: number;
  startDim?: number;
  step?: number;
  steps?: number;
  training?: boolean;
  unbiased?: boolean;
  value?: number;
}

export interface Output {
  shape: number[];
  dtype: DType;
  data: Stored[];
}

export interface Result {
  /** More than one where an op gives several: max along a dim gives values and indices. */
  outputs: Output[];
  /** The grads of the leaves after a backward from the first output; absent if that has none. */
  grads?: (Stored[] | null)[];
}

export interface Case {
  op: string;
  /** Chooses the numbers of inputs and upstream gradient. */
  seed: number;
  inputs?: Recipe[];
  attributes?: Attributes;
  /** By the dtype of the inputs that have none of their own. */
  results?: Partial<Record<DType, Result>>;
  /** Of a large result, some numbers are stored: see `sampleOf`. */
  sampled?: true;
  /** PyTorch refuses the inputs, of any of these dtypes. */
  fails?: true;
  dtypes?: DType[];
}

export const THEMES = [
  'elementwise',
  'dtypes',
  'reduction',
  'movement',
  'indexing',
  'product',
  'loss',
  'layers',
  'creation',
  'large',
] as const;

/** The cases of a theme, from the stored fixtures or from a folder where they were made anew. */
export function readCases(theme: string, folder = `${PYTORCH}tensors/`): Case[] {
  return (JSON.parse(readFileSync(`${folder}${theme}.json`, 'utf8')) as { cases: Case[] }).cases;
}

const EVERY = 97;
const LAST = 5;

/** The numbers of a large result that are stored: each so many-th, and the last ones. */
export function sampleOf(numbers: readonly number[]): number[] {
  return [...numbers.filter((_, i) => i % EVERY === 0), ...numbers.slice(-LAST)];
}
