/** Moves along dimensions: reductions, views, indexing. */
import type { Attributes } from '../cases';
import type { OperationName } from '../operations';
import { dimOf, flip, type Move } from './move';

const REDUCTIONS: OperationName[] = ['sum', 'mean', 'max', 'min', 'var', 'std', 'logsumexp'];

export const reduced: Move = draft => {
  const x = draft.pick(at => draft.values[at].ndim > 0);
  if (x === undefined) return;
  const op = draft.random.choice(REDUCTIONS);
  const attributes: Attributes = { dim: dimOf(draft, draft.shape(x).length) };
  if (flip(draft)) attributes.keepdim = true;
  draft.op(op, [x], draft.random.random() < 0.2 ? undefined : attributes);
};

export const normalised: Move = draft => {
  const x = draft.pick(at => draft.values[at].ndim > 0);
  const op = draft.random.choice<OperationName>(['softmax', 'logSoftmax']);
  if (x !== undefined) draft.op(op, [x], { dim: dimOf(draft, draft.shape(x).length) });
};

export const reshaped: Move = draft => {
  const x = draft.pick();
  if (x === undefined) return;
  const size = draft.values[x].numel();
  const divisors = Array.from({ length: size }, (_, i) => i + 1).filter(each => size % each === 0);
  const first = draft.random.choice(divisors);
  const shape = draft.random.choice([[-1], [first, -1], [-1, first], [first, 1, size / first]]);
  // PyTorch may lay results out as the op's inputs were, and then has no view of them; a leaf is as it was made.
  draft.op('leaf' in draft.lines[x] ? 'view' : 'reshape', [x], { shape });
};

export const turned: Move = draft => {
  const x = draft.pick(at => draft.values[at].ndim > 1);
  if (x === undefined) return;
  const rank = draft.shape(x).length;
  const dims = draft.random.sample([...Array(rank).keys()], rank);
  const moves: [OperationName, Attributes?][] = [
    ['transpose', { dim0: dimOf(draft, rank), dim1: dimOf(draft, rank) }],
    ['permute', { dims: dims.map(dim => (flip(draft) ? dim : dim - rank)) }],
    ['T'],
    ['flatten', { startDim: draft.random.randint(0, rank - 1) }],
  ];
  const [op, attributes] = draft.random.choice(moves);
  draft.op(op, [x], attributes);
};

export const stretched: Move = draft => {
  const x = draft.pick();
  if (x === undefined) return;
  const shape = draft.shape(x);
  const moves: [OperationName, Attributes?][] = [
    ['unsqueeze', { dim: draft.random.randint(-shape.length - 1, shape.length) }],
    ['squeeze'],
    ['squeeze', { dim: -1 }],
    ['expand', { shape: [draft.random.randint(1, 3), ...shape.map(size => (size === 1 ? 2 : -1))] }],
  ];
  const [op, attributes] = draft.random.choice(moves);
  draft.op(op, [x], attributes);
};

export const sliced: Move = draft => {
  const x = draft.pick(at => draft.shape(at).some(size => size > 1));
  if (x === undefined) return;
  const shape = draft.shape(x);
  const dim = shape.findIndex(size => size > 1);
  const start = draft.random.randint(0, shape[dim] - 1);
  const step = draft.random.randint(1, 2);
  draft.op('slice', [x], flip(draft) ? { dim, start, step } : { dim: dim - shape.length, end: start + 1, step });
};

export const joined: Move = draft => {
  const x = draft.pick();
  if (x === undefined) return;
  const shape = draft.shape(x);
  const other = draft.pick(at => `${draft.shape(at)}` === `${shape}`) ?? x;
  const rank = shape.length;
  if (rank && flip(draft)) draft.op('cat', [x, other], { dim: dimOf(draft, rank) });
  else draft.op('stack', [x, other], { dim: draft.random.randint(-rank - 1, rank) });
};

export const indexed: Move = draft => {
  const x = draft.pick(at => draft.values[at].ndim > 0);
  if (x === undefined) return;
  const shape = draft.shape(x);
  const index = draft.random.choice([[], [2], [3], [2, 2]]);
  const second = shape.length > 1 && flip(draft) ? [draft.indices(index.slice(-1), shape[1], 'wrapped')] : [];
  draft.op('index', [x, draft.indices(index, shape[0], 'wrapped'), ...second]);
};

export const alongDim: Move = draft => {
  const x = draft.pick(at => draft.values[at].ndim > 0);
  if (x === undefined) return;
  const shape = draft.shape(x);
  const dim = draft.random.randint(0, shape.length - 1);
  const count = draft.random.randint(1, 4);
  const chosen = shape.map((size, each) => (each === dim ? count : draft.random.randint(1, size)));
  const named = flip(draft) ? dim : dim - shape.length;
  const move = draft.random.randint(0, 2);
  if (move === 0) draft.op('indexSelect', [x, draft.indices([count], shape[dim])], { dim: named });
  else if (move === 1) draft.op('gather', [x, draft.indices(chosen, shape[dim])], { dim: named });
  else draft.op('scatterAdd', [x, draft.indices(chosen, shape[dim]), draft.leaf(chosen)], { dim: named });
};

export const positioned: Move = draft => {
  const x = draft.pick(at => draft.values[at].ndim > 0);
  if (x === undefined) return;
  const dim = dimOf(draft, draft.shape(x).length);
  const at = draft.op('argmax', [x], { dim });
  if (at !== undefined) draft.op('embedding', [at, draft.leaf([draft.shape(x).at(dim)!, 2])]);
};
