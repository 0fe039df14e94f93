/** Moves that networks are made of: products, layers, losses. */
import type { OperationName } from '../operations';
import { broadcasts, flip, type Move } from './move';

const REDUCES = ['mean', 'sum', 'none'] as const;

export const multiplied: Move = draft => {
  const a = draft.pick(at => draft.values[at].ndim > 0);
  if (a === undefined) return;
  const shape = draft.shape(a);
  const inner = shape[shape.length - 1];
  const fits = (at: number) => draft.shape(at).length > 0 && draft.shape(at).length < 3 && draft.shape(at)[0] === inner;
  const b =
    (flip(draft) ? draft.pick(fits) : undefined) ??
    draft.leaf(draft.random.choice([[inner], [inner, 3], [2, inner, 2]]));
  const fitting = shape.length < 3 || draft.shape(b).length < 3 || shape[0] === 2 || shape[0] === 1;
  if (fitting && shape.length < 4) draft.op('matmul', [a, b]);
};

export const summedOver: Move = draft => {
  const a = draft.pick(at => draft.values[at].ndim === 2);
  if (a === undefined) return;
  const [rows, columns] = draft.shape(a);
  const other = draft.leaf([columns, 2]);
  const moves: [string, number[]][] = [
    ['ij,jk->ik', [a, other]],
    ['ij,jk->ki', [a, other]],
    ['ij->ji', [a]],
    ['ij,ij->i', [a, a]],
    ['ij,j->', [a, draft.leaf([columns])]],
    ['i,ij,jk->k', [draft.leaf([rows]), a, other]],
  ];
  const [equation, inputs] = draft.random.choice(moves);
  draft.op('einsum', inputs, { equation });
};

export const classified: Move = draft => {
  const x = draft.pick(at => [1, 2, 3].includes(draft.values[at].ndim));
  if (x === undefined) return;
  const shape = draft.shape(x);
  const dim = shape.length > 1 ? 1 : 0;
  const target = draft.indices(
    shape.filter((_, each) => each !== dim),
    shape[dim],
  );
  const reduction = draft.random.choice(REDUCES);
  const logs = draft.random.random() < 0.3 ? draft.op('logSoftmax', [x], { dim }) : undefined;
  if (logs === undefined) draft.op('crossEntropy', [x, target], { reduction });
  else draft.op('nllLoss', [logs, target], { reduction });
};

export const compared: Move = draft => {
  const x = draft.pick();
  if (x === undefined) return;
  const reduction = draft.random.choice(REDUCES);
  const target = draft.leaf(draft.shape(x), 'unit');
  draft.op(draft.random.choice<OperationName>(['mseLoss', 'binaryCrossEntropyWithLogits']), [x, target], { reduction });
};

export const probable: Move = draft => {
  const x = draft.pick();
  const p = x === undefined ? x : draft.op('sigmoid', [x]);
  if (p === undefined) return;
  const reduction = draft.random.choice(REDUCES);
  draft.op('binaryCrossEntropy', [p, draft.leaf(draft.shape(p), 'unit')], { reduction });
};

export const lookedUp: Move = draft => {
  const table = draft.pick(at => draft.values[at].ndim === 2);
  if (table === undefined) return;
  const shape = draft.random.choice([[], [3], [2, 2]]);
  draft.op('embedding', [draft.indices(shape, draft.shape(table)[0]), table]);
};

export const oneHot: Move = draft => {
  const indices = draft.indices(draft.random.choice([[], [2], [2, 2]]), 3);
  const hot = draft.op('oneHot', [indices], { numClasses: 3 });
  if (hot === undefined) return;
  const shape = draft.shape(hot);
  const x = draft.pick(at => broadcasts(draft.shape(at), shape)) ?? draft.leaf([3]);
  draft.op('mul', [hot, x]);
};

export const layered: Move = draft => {
  const x = draft.pick(at => draft.values[at].ndim > 0);
  if (x === undefined) return;
  const shape = draft.shape(x);
  const features = shape[shape.length - 1];
  if (flip(draft)) draft.op('linear', [x, draft.leaf([3, features]), draft.leaf([3])]);
  else draft.op('layerNorm', [x, draft.leaf([features]), draft.leaf([features])], { count: 1, eps: 0.5 });
};
