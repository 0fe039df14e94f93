/** From a search to a function of a node: whatever can be decided for all nodes of an op, a name or a site is, beforehand. */
import { opByName } from '../../engine/ops/table';
import type { Numbers, Statistics } from '../../recording/queries/numbers';
import { writesOf } from '../../recording/queries/writes';
import type { Recording } from '../../recording/recording';
import { CONSTANT, FIELD_DATA, LEAF, NONE } from '../../recording/schema';
import { named } from './expressions';
import type { NumbersAt } from './numbers';
import { opsCalled } from './ops';
import type { Comparison, Quality, Query } from './query';
import { madeIn } from './scopes';

export type Predicate = (node: number) => boolean;

/** Whether a node is one of those searched for. */
export function predicateOf(recording: Recording, numbers: NumbersAt, query: Query): Predicate {
  switch (query.kind) {
    case 'all':
      return every(query.parts.map(part => predicateOf(recording, numbers, part)));
    case 'any':
      return some(query.parts.map(part => predicateOf(recording, numbers, part)));
    case 'not': {
      const holds = predicateOf(recording, numbers, query.part);
      return node => !holds(node);
    }
    case 'text':
      return some([
        labelled(recording, query.text),
        called(recording, query.text, true),
        madeIn(recording, query.text),
        named(recording, query.text),
      ]);
    case 'name':
      return named(recording, query.text);
    case 'label':
      return labelled(recording, query.text);
    case 'op':
      return called(recording, query.text, false);
    case 'scope':
      return madeIn(recording, query.text);
    case 'shape':
      return shaped(recording, query.sizes);
    case 'line':
      return placed(recording, query);
    case 'is':
      return quality(recording, numbers, query.quality);
    case 'compare':
      return compared(recording, numbers, query);
  }
}

function every(parts: Predicate[]): Predicate {
  return node => {
    for (const holds of parts) if (!holds(node)) return false;
    return true;
  };
}

function some(parts: Predicate[]): Predicate {
  return node => {
    for (const holds of parts) if (holds(node)) return true;
    return false;
  };
}

function labelled(recording: Recording, text: string): Predicate {
  const wanted = text.toLowerCase();
  const isWanted = Uint8Array.from(recording.names, name => Number(name.toLowerCase().includes(wanted)));
  if (!isWanted.includes(1)) return () => false;
  return node => {
    const label = recording.labelIndex(node);
    return label !== NONE && isWanted[label] === 1;
  };
}

function called(recording: Recording, text: string, isFree: boolean): Predicate {
  const isWanted = opsCalled(recording.ops, text, isFree);
  if (!isWanted.includes(1)) return () => false;
  return node => isWanted[recording.code(node)] === 1;
}

function shaped(recording: Recording, sizes: (number | null)[]): Predicate {
  return node => {
    const shape = recording.tensor(node)?.shape;
    return shape?.length === sizes.length && sizes.every((size, i) => size === null || size === shape[i]);
  };
}

function placed(recording: Recording, { file, from, to }: Extract<Query, { kind: 'line' }>): Predicate {
  const wanted = file.toLowerCase();
  const isFile = recording.files.map(({ path }) =>
    `/${path.replaceAll('\\', '/')}`.toLowerCase().endsWith(`/${wanted}`),
  );
  const isWanted = Uint8Array.from(recording.sites, site =>
    Number((file === '' || isFile[site.file]) && site.line >= from && site.line <= to),
  );
  return node => isWanted[recording.site(node)] === 1;
}

function quality(recording: Recording, numbers: NumbersAt, wanted: Quality): Predicate {
  switch (wanted) {
    case 'leaf':
      return node => recording.code(node) === LEAF;
    case 'constant':
      return node => recording.code(node) === CONSTANT;
    case 'parameter':
      return parameter(recording);
    case 'unreached':
      return node => numbers.isUnreached(node);
    case 'dead':
      return dead(recording, numbers);
    case 'nan':
      return either(recording, numbers, Number.isNaN);
    case 'inf':
      return either(recording, numbers, value => value === Infinity || value === -Infinity);
  }
}

/** A leaf that training changes; of a script that changes none, every leaf. Of tensors, one that requires a gradient. */
function parameter(recording: Recording): Predicate {
  const { writes } = recording;
  let isTrained = false;
  for (let row = 0; row < writes.node.length && !isTrained; row++) {
    isTrained = writes.field.at(row) === FIELD_DATA && recording.isLeaf(writes.node.at(row));
  }
  return node => {
    if (!recording.isLeaf(node)) return false;
    const kind = recording.tensor(node);
    if (kind !== undefined) return kind.requiresGrad;
    return !isTrained || writesOf(recording, node, FIELD_DATA) !== undefined;
  };
}

/** Local derivatives below this are as good as none. */
const SATURATED = 1e-3;

/** What an activation gave, from which its slope follows. */
const SLOPE: Record<string, (out: number) => number> = {
  tanh: out => 1 - out * out,
  sigmoid: out => out * (1 - out),
  relu: out => (out > 0 ? 1 : 0),
};

/** An activation that passes next to nothing on; of a tensor, none of its numbers does. */
function dead(recording: Recording, numbers: NumbersAt): Predicate {
  const slopes = recording.ops.map(({ name, custom }) =>
    !custom && Object.hasOwn(SLOPE, name) && opByName(name) !== undefined ? SLOPE[name] : undefined,
  );
  return node => {
    const slope = slopes[recording.code(node)];
    if (slope === undefined) return false;
    const isDead = (out: number) => slope(out) < SATURATED;
    if (recording.tensor(node) === undefined) return isDead(numbers.data(node));
    const values = numbers.tensorData(node)?.values;
    return values !== undefined && values !== null && values.length > 0 && values.every(isDead);
  };
}

/** Data or grad is such a number. */
function either(recording: Recording, numbers: NumbersAt, isWanted: (value: number) => boolean): Predicate {
  const within = (found: Numbers | null) =>
    found !== null && (found.values === null ? found.statistics.nonFinite > 0 : found.values.some(isWanted));
  return node => {
    const kind = recording.tensor(node);
    if (kind !== undefined) return within(numbers.tensorData(node)) || within(numbers.tensorGrad(kind, node).numbers);
    if (isWanted(numbers.data(node))) return true;
    const grad = numbers.grad(node);
    return grad !== undefined && isWanted(grad);
  };
}

function compared(
  recording: Recording,
  numbers: NumbersAt,
  { field, isSize, comparison, value }: Extract<Query, { kind: 'compare' }>,
): Predicate {
  const compare = COMPARISONS[comparison];
  const holds = isSize ? (x: number) => compare(Math.abs(x), value) : (x: number) => compare(x, value);
  return node => {
    const kind = recording.tensor(node);
    if (kind === undefined) {
      const number = field === 'data' ? numbers.data(node) : numbers.grad(node);
      return number !== undefined && holds(number);
    }
    const found = field === 'data' ? numbers.tensorData(node) : numbers.tensorGrad(kind, node).numbers;
    if (found === null) return false;
    // Of numbers that were not kept, the least and the most are known.
    return found.values === null ? extremes(found.statistics).some(holds) : found.values.some(holds);
  };
}

const extremes = ({ least, most }: Statistics) => [least, most];

const COMPARISONS: Record<Comparison, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
};
