/** Moves that compute number by number. */
import type { Attributes } from '../cases';
import type { Draft } from '../draft';
import type { OperationName } from '../operations';
import { broadcasts, COMPARISONS, flip, type Move } from './move';

const UNARY: OperationName[] = [
  'neg',
  'exp',
  'log',
  'sqrt',
  'tanh',
  'sigmoid',
  'relu',
  'gelu',
  'abs',
  'sin',
  'cos',
  'clone',
];

const BINARY: OperationName[] = ['add', 'sub', 'mul', 'div', 'maximum', 'minimum'];

/** Makes numbers small, whatever they were, so that more ops can follow. */
export const tamed: Move = draft => {
  const x = draft.pick();
  if (x !== undefined) draft.op(draft.random.choice<OperationName>(['sigmoid', 'tanh']), [x]);
};

export const elementwise: Move = draft => {
  const x = draft.pick();
  if (x !== undefined) draft.op(draft.random.choice(UNARY), [x]);
};

export const clamped: Move = draft => {
  const x = draft.pick();
  const limits: Attributes[] = [{ min: -0.75 }, { max: 1.25 }, { min: -1.5, max: 0.625 }];
  if (x !== undefined) draft.op('clamp', [x], draft.random.choice(limits));
};

export const powered: Move = draft => {
  const x = draft.pick();
  if (x !== undefined) draft.op('pow', [x, { number: draft.random.choice([2, 3, 0.5, -1, 1.5]) }]);
};

export const withNumber: Move = draft => {
  const x = draft.pick();
  const op = draft.random.choice<OperationName>(['add', 'sub', 'mul', 'div']);
  const number = { number: draft.random.choice([0.5, -1.25, 2, 3]) };
  if (x !== undefined) draft.op(op, flip(draft) ? [x, number] : [number, x]);
};

/** Two tensors whose shapes broadcast; the second may be a new leaf, or the first once more. */
function pair(draft: Draft): [number, number] | undefined {
  const a = draft.pick();
  if (a === undefined) return undefined;
  const shape = draft.shape(a);
  const b = draft.random.random() < 0.8 ? draft.pick(other => broadcasts(shape, draft.shape(other))) : undefined;
  return [a, b ?? draft.leaf(shape.slice(draft.random.randint(0, shape.length)))];
}

export const combined: Move = draft => {
  const both = pair(draft);
  if (both) draft.op(draft.random.choice(BINARY), flip(draft) ? both : [both[1], both[0]]);
};

export const chosen: Move = draft => {
  const both = pair(draft);
  const condition = both && draft.op(draft.random.choice(COMPARISONS), both);
  if (both && condition !== undefined) draft.op('where', [condition, ...both]);
};

export const masked: Move = draft => {
  const x = draft.pick();
  const mask = x === undefined ? x : draft.op(draft.random.choice(COMPARISONS), [x, { number: 0.125 }]);
  if (x !== undefined && mask !== undefined) draft.op('mul', flip(draft) ? [x, mask] : [mask, x]);
};

export const converted: Move = draft => {
  const x = draft.pick();
  const mask = x === undefined ? x : draft.op(draft.random.choice(COMPARISONS), [x, { number: 0.25 }]);
  if (mask !== undefined) draft.op('to', [mask]);
};
