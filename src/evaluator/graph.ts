/** Our engine as the running script's operators see it. */
import { NOT_MINE as NOT_THE_ENGINES, type Operator as Operation, operation } from '../engine/apply';
import { Expression, type ExpressionPart } from '../engine/expression';
import { nameFirst } from '../engine/labels';
import { isModule, type Module } from '../engine/nn/modules/module';
import type { Tape } from '../engine/tape';
import { isTensor } from '../engine/tensor/core';
import { idOn, recordName, recordNamed } from '../engine/tensor/record';
import type { Tensor } from '../engine/tensor/tensor';
import { isValueAmongAll } from '../engine/value';
import { type Graph, type NameKind, NOT_MINE, type Operator } from './runtime/graph';

/**
 * Elements of an array get the array's name and their index as label: so many of it and of the arrays in it. A name takes as
 * much memory as its value does; of the last of more elements nobody asks which it is.
 */
const MOST_ELEMENTS = 65_536;
const DEEPEST_LIST = 2;
/**
 * Longer arrays are remembered, and in all of them together no more elements are looked at in a run: to look through every
 * copy of one, as each step of a script may make, could take longer than the script.
 */
const LONG_LIST = 64;
const MOST_IN_LONG_LISTS = 1_000_000;

type Arithmetic = ExpressionPart['operator'];

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
  const labels = new Labels(tape);
  const stamp = (site: number): void => {
    tape.stamp(site);
    stamped(site);
  };
  return {
    operation(operator: Operator) {
      const apply = operation(OPERATIONS[operator]);
      return (a: unknown, b?: unknown): unknown => {
        const result = apply(a, b);
        return result === NOT_THE_ENGINES ? NOT_MINE : result;
      };
    },
    expression({ leafCount, operations }) {
      const parts = operations.map(part => ({ ...part, operator: OPERATIONS[part.operator] as Arithmetic }));
      const expression = new Expression(parts, leafCount);
      const { site } = parts[parts.length - 1];
      return (leaves, nodes) => {
        const result = expression.evaluate(leaves, nodes);
        if (result === null) return NOT_MINE;
        stamped(site);
        return result;
      };
    },
    stamp,
    name(value: object, name: string, site: number, kind: NameKind): void {
      // A parameter is another name of what its caller has.
      if (kind === 'param') return;
      labels.give(value, name, site);
      named(site);
    },
    nodeOf(value: object): number | undefined {
      if (Array.isArray(value)) return undefined;
      if (isValueAmongAll(value)) return value.id;
      return isTensor(value) ? idOn(tape, value) : undefined;
    },
    preview(value: object): string | undefined {
      return isTensor(value) ? tensorText(value) : undefined;
    },
  };
}

/** What an array had in it when its elements were named. */
interface NamedList {
  length: number;
  first: unknown;
  last: unknown;
}

/** Gives names. The first name stays: what a value is bound to later is an alias. */
class Labels {
  /** Networks whose parts have names. */
  private readonly named = new WeakSet<Module>();
  private readonly lists = new WeakMap<readonly unknown[], NamedList>();
  /** Elements that may be looked at for the name that is given now. */
  private left = MOST_ELEMENTS;
  private leftInLongLists = MOST_IN_LONG_LISTS;

  constructor(private readonly tape: Tape) {}

  give(value: unknown, name: string, site: number): void {
    this.left = MOST_ELEMENTS;
    this.giveTo(value, name, site, DEEPEST_LIST);
  }

  private giveTo(value: unknown, name: string, site: number, depth: number): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) this.giveElements(value, name, site, depth);
    else if (isValueAmongAll(value)) nameFirst(value.settled(), value.index, name);
    else if (isTensor(value)) this.giveTensor(value, name, site);
    else if (isModule(value)) this.giveParts(value, name, site);
  }

  private giveElements(list: readonly unknown[], name: string, site: number, depth: number): void {
    if (depth === 0) return;
    const { length } = list;
    const isLong = length > LONG_LIST;
    for (let i = this.firstUnnamed(list); i < length && this.left > 0; i++, this.left--) {
      if (isLong && this.leftInLongLists-- <= 0) return;
      const element = list[i];
      // Most lists are of numbers: no name is put together for those.
      if (typeof element === 'object' && element !== null) this.giveTo(element, `${name}[${i}]`, site, depth - 1);
    }
  }

  /** Where to begin with an array: after what has been named, if it has only grown; at the end of a long one that has numbers at both ends. */
  private firstUnnamed(list: readonly unknown[]): number {
    const { length } = list;
    if (length <= LONG_LIST) return 0;
    const [first, last] = [list[0], list[length - 1]];
    if (typeof first !== 'object' && typeof last !== 'object') return length;
    const known = this.lists.get(list);
    this.lists.set(list, { length, first, last });
    if (known === undefined || known.first !== first || known.length > length) return 0;
    return list[known.length - 1] === known.last ? known.length : 0;
  }

  /** A tensor's place is known before its name is: the step before may have had another one here. */
  private giveTensor(tensor: Tensor, name: string, site: number): void {
    if (!recordNamed(this.tape, tensor)) return;
    this.tape.stamp(site);
    recordName(tensor, name);
  }

  /** The names under which the parts of a network are reached: `net.layers[0].weight`. Runs no getters. */
  private giveParts(module: Module, name: string, site: number): void {
    if (this.named.has(module)) return;
    this.named.add(module);
    for (const [field, { value }] of Object.entries(Object.getOwnPropertyDescriptors(module))) {
      this.giveTo(value, `${name}.${field}`, site, DEEPEST_LIST);
    }
  }
}

/** Of a tensor that is no node: `Tensor [32, 6]`, or the number of one that has no dimensions. */
function tensorText(tensor: Tensor): string {
  return tensor.ndim === 0 ? `Tensor ${tensor.item()}` : `Tensor [${tensor.shape.join(', ')}]`;
}
