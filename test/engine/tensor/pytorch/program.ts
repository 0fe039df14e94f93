/** Programs of many ops, and running them with Tapelens. programs.py runs the same with PyTorch. */
import type { DType, Tensor } from '../../../../src/engine/index';
import type { Attributes } from './cases';
import { type OperationName, operate } from './operations';
import { build, type TensorRecipe } from './recipes';

/** A leaf is laid out plainly: the program's own ops make views of it. */
export interface LeafLine {
  leaf: TensorRecipe;
  seed: number;
}

export interface OpLine {
  op: OperationName;
  /** Numbers of earlier lines, or plain numbers. */
  inputs: (number | { number: number })[];
  attributes?: Attributes;
}

export type Line = LeafLine | OpLine;

export interface Program {
  dtype: 'float32' | 'float64';
  /** The last is a single number. */
  lines: Line[];
}

/** The value of a line, given those of the lines before. */
export function runLine(line: Line, values: readonly Tensor[], dtype: DType): Tensor {
  if ('leaf' in line) return build(line.leaf, dtype, line.seed).leaf;
  const inputs = line.inputs.map(at => (typeof at === 'number' ? values[at] : at.number));
  // A conversion is to the program's dtype. Of values and indices, the values go on.
  return operate(line.op, inputs, line.op === 'to' ? { dtype } : (line.attributes ?? {}))[0];
}

/** The values of all lines, after a backward pass from the last; all that require a grad have theirs. */
export function runProgram({ lines, dtype }: Program): Tensor[] {
  const values: Tensor[] = [];
  for (const line of lines) {
    const value = runLine(line, values, dtype);
    if (value.requiresGrad) value.retainGrad();
    values.push(value);
  }
  values[values.length - 1].backward();
  return values;
}
