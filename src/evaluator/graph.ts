/** Our engine as the running script's operators see it. */
import { NOT_MINE as NOT_THE_ENGINES, type Operator as Operation, operation } from '../engine/apply';
import { nameFirst } from '../engine/labels';
import type { Tape } from '../engine/tape';
import { isTensor } from '../engine/tensor/core';
import { idOn, recordName } from '../engine/tensor/record';
import type { Tensor } from '../engine/tensor/tensor';
import { isValue } from '../engine/value';
import { type Graph, type NameKind, NOT_MINE, type Operator } from './runtime/graph';

/** Elements of an array get the array's name and their index as label, in lists that a person may look at. */
const LONGEST_LIST = 64;
const DEEPEST_LIST = 2;

const OPERATIONS: Record<Operator, Operation> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '**': 'pow',
  '<': 'lt',
  '>': 'gt',
  '<=': 'le',
  '>=': 'ge',
  '==': 'eq',
  '!=': 'ne',
  neg: 'neg',
};

/** Plugs the engine's tape into the runtime. `stamped` and `named` are told the site of what has just happened. */
export function engineGraph(tape: Tape, stamped: (site: number) => void, named: (site: number) => void): Graph {
  return {
    operation(operator: Operator) {
      const apply = operation(OPERATIONS[operator]);
      return (a: unknown, b?: unknown): unknown => {
        const result = apply(a, b);
        return result === NOT_THE_ENGINES ? NOT_MINE : result;
      };
    },
    stamp(site: number): void {
      tape.stamp(site);
      stamped(site);
    },
    name(value: object, name: string, site: number, kind: NameKind): void {
      // A parameter is another name of what its caller has.
      if (kind === 'param') return;
      label(tape, value, name, DEEPEST_LIST);
      // A tensor becomes a node when it is named.
      tape.stamp(site);
      named(site);
    },
    nodeOf(value: object): number | undefined {
      if (isValue(value)) return value.id;
      return isTensor(value) ? idOn(tape, value) : undefined;
    },
    preview(value: object): string | undefined {
      return isTensor(value) ? tensorText(value) : undefined;
    },
  };
}

/** The first name stays: what a value is bound to later is an alias. */
function label(tape: Tape, value: unknown, name: string, depth: number): void {
  if (isValue(value)) {
    const frame = value.settled();
    nameFirst(frame, value.index, name);
  } else if (isTensor(value)) {
    recordName(tape, value, name);
  } else if (depth > 0 && Array.isArray(value) && value.length <= LONGEST_LIST) {
    value.forEach((element, i) => {
      label(tape, element, `${name}[${i}]`, depth - 1);
    });
  }
}

/** Of a tensor that is no node: `Tensor [32, 6]`, or the number of one that has no dimensions. */
function tensorText(tensor: Tensor): string {
  return tensor.ndim === 0 ? `Tensor ${tensor.item()}` : `Tensor [${tensor.shape.join(', ')}]`;
}
