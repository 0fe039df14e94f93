import assert from 'node:assert/strict';
import { arange, cat, einsum, eye, ones, stack, type Tensor, tensor, where, zeros } from '../../../src/engine/index';

const a = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);
const parameter = (data: number[]) => tensor(data, { requiresGrad: true, dtype: 'float64' });

/** The gradient of the sum of what is computed. */
function gradient(x: Tensor, compute: (x: Tensor) => Tensor) {
  x.grad = null;
  compute(x).sum().backward();
  return x.grad === null ? null : (x.grad as Tensor).tolist();
}

describe('Elementwise ops', () => {
  it('broadcast from the last dimension', () => {
    const row = tensor([10, 20, 30]);
    const column = tensor([[100], [200]]);
    assert.deepEqual(a.add(row).tolist(), [
      [11, 22, 33],
      [14, 25, 36],
    ]);
    assert.deepEqual(column.add(row).tolist(), [
      [110, 120, 130],
      [210, 220, 230],
    ]);
    assert.deepEqual(a.T.add(column.T).tolist(), [
      [101, 204],
      [102, 205],
      [103, 206],
    ]);
    assert.deepEqual(ones([3, 1, 2]).mul(ones([4, 1])).shape, [3, 4, 2]);
    assert.throws(
      () => a.add(ones([2])),
      /add: the shapes \(2, 3\) and \(2\) do not broadcast: the last sizes 3 and 2 differ/,
    );
  });

  it('round to float32 after each op', () => {
    assert.equal(tensor(0.1).add(0.2).item(), Math.fround(Math.fround(0.1) + Math.fround(0.2)));
    assert.equal(tensor(0.1, { dtype: 'float64' }).add(0.2).item(), 0.1 + 0.2);
  });

  it('have one-sided slopes as PyTorch does', () => {
    assert.deepEqual(
      gradient(parameter([-1, 0, 2]), x => x.relu()),
      [0, 0, 1],
    );
    assert.deepEqual(
      gradient(parameter([-1, 0, 2]), x => x.abs()),
      [-1, 0, 1],
    );
    assert.deepEqual(
      gradient(parameter([0, 4]), x => x.sqrt()),
      [Number.POSITIVE_INFINITY, 0.25],
    );
    assert.deepEqual(
      gradient(parameter([-1, 0, 0.5, 1, 2]), x => x.clamp(0, 1)),
      [0, 1, 1, 1, 0],
    );
    assert.deepEqual(
      gradient(parameter([1, 2, 3]), x => x.maximum(2)),
      [0, 0.5, 1],
    );
    assert.deepEqual(
      gradient(parameter([1, 2, 3]), x => x.minimum(2)),
      [1, 0.5, 0],
    );
    assert.deepEqual(
      gradient(parameter([0, 2]), x => x.pow(0)),
      [0, 0],
    );
  });

  it('let NaN and infinity through', () => {
    const odd = tensor([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    assert.deepEqual(odd.relu().tolist(), [Number.NaN, Number.POSITIVE_INFINITY, 0]);
    assert.deepEqual(odd.clamp(-1, 1).tolist(), [Number.NaN, 1, -1]);
    assert.deepEqual(odd.maximum(0).tolist(), [Number.NaN, Number.POSITIVE_INFINITY, 0]);
    assert.deepEqual(odd.sigmoid().tolist(), [Number.NaN, 1, 0]);
    assert.deepEqual(tensor([1, -1, 0]).div(0).tolist(), [
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ]);
  });

  it('compute gelu to the last digits of a double, far from 0, too', () => {
    const x = parameter([-40, -6, -1, 0, 0.5, 1, 6, 40]);
    // x · Φ(x), from tables of the normal distribution
    const expected = [
      -0,
      -5.9195e-9,
      -0.15865525393145707,
      0,
      0.34573123063700656,
      0.8413447460685429,
      6 - 5.9195e-9,
      40,
    ];
    for (const [i, value] of x.gelu().tolist<number[]>().entries())
      assert.ok(Math.abs(value - expected[i]) < 1e-13, `${i}`);
    assert.throws(() => x.gelu('erf' as 'none'), /'none' or 'tanh', but got the string "erf"/);
  });
});

describe('dtypes', () => {
  const int = arange(3);
  const dtypesOf = (tensors: Tensor[]) => tensors.map(each => each.dtype);

  it('promote to the wider, single numbers and plain ones only to their kind', () => {
    const double = tensor([1, 2, 3], { dtype: 'float64' });
    const flags = int.gt(0);
    assert.deepEqual(dtypesOf([int.add(ones([3])), double.add(ones([3])), double.add(int), flags.add(int)]), [
      'float32',
      'float64',
      'float64',
      'int32',
    ]);
    assert.deepEqual(dtypesOf([ones([3]).add(double.index(0)), int.add(double.index(0)), ones([3]).add(0.1)]), [
      'float32',
      'float64',
      'float32',
    ]);
    assert.deepEqual(dtypesOf([int.mul(2), int.mul(2.5), int.div(2), flags.add(1), flags.mul(0.5), int.exp()]), [
      'int32',
      'float32',
      'float32',
      'int32',
      'float32',
      'float32',
    ]);
    assert.deepEqual(dtypesOf([int.sum(), flags.sum(), int.eq(1), int.argmax()]), ['int32', 'int32', 'bool', 'int32']);
  });

  it('convert: to int32 cut off, to bool all but 0', () => {
    const odd = tensor([-1.7, 0, 0.3, Number.NaN]);
    assert.deepEqual(odd.slice(0, 0, 3).to('int32').tolist(), [-1, 0, 0]);
    assert.deepEqual(odd.to('bool').tolist(), [true, false, true, true]);
    assert.equal(odd.to('float32'), odd);
    assert.throws(
      () => odd.to('float16' as 'float32'),
      /'float32', 'float64', 'int32' or 'bool', but got the string "float16"/,
    );
  });

  it('compute with bools and integers exactly', () => {
    const flags = tensor([true, true, false]);
    assert.deepEqual(flags.add(tensor([true, false, false])).tolist(), [true, true, false]);
    assert.deepEqual(flags.mul(tensor([true, false, true])).tolist(), [true, false, false]);
    assert.equal(
      tensor(2 ** 16 + 1, { dtype: 'int32' })
        .mul(2 ** 15 - 1)
        .item(),
      (2 ** 16 + 1) * (2 ** 15 - 1),
    );
    assert.throws(() => flags.sub(flags), /bools have no difference/);
    assert.throws(() => flags.neg(), /a bool has no negative/);
  });

  it('of numbers equal to a bound are compared as such', () => {
    const x = tensor([0.1, 0.2], { requiresGrad: true });
    assert.deepEqual(x.eq(0.1).tolist(), [true, false]);
    assert.deepEqual(
      gradient(x, t => t.clamp(0.1, 0.2)),
      [1, 1],
    );
  });
});

describe('Reductions', () => {
  it('go over all, one or several dimensions, from either end', () => {
    assert.deepEqual([a.sum().item(), a.sum([]).item(), a.sum([0, 1]).item()], [21, 21, 21]);
    assert.deepEqual(
      [a.sum(0).tolist(), a.sum(-1).tolist(), a.sum(1, true).tolist()],
      [
        [5, 7, 9],
        [6, 15],
        [[6], [15]],
      ],
    );
    assert.deepEqual(a.T.mean([0], true).tolist(), [[2, 5]]);
    assert.deepEqual(ones([2, 3, 4]).sum([0, 2]).tolist(), [8, 8, 8]);
    assert.deepEqual(ones([2, 3, 4]).permute(2, 0, 1).sum([0, 1]).tolist(), [8, 8, 8]);
    assert.throws(() => a.sum(2), /sum: there is no dimension 2 in a tensor of 2 dimensions; it is one of -2 to 1/);
    assert.throws(() => a.sum([0, -2]), /twice/);
  });

  it('give the estimate of a sample, or the plain mean of squares', () => {
    assert.deepEqual(
      [a.var(1).tolist(), a.var(1, true, { unbiased: false }).shape],
      [
        [1, 1],
        [2, 1],
      ],
    );
    assert.equal(tensor([1, 3]).std(0, false, { unbiased: false }).item(), 1);
    assert.equal(tensor([1]).var().item(), Number.NaN);
  });

  it('give values and indices along a dimension, the first of ties', () => {
    const x = tensor([
      [1, 5, 5],
      [7, 0, 7],
    ]);
    const { values, indices } = x.max(1);
    assert.deepEqual([values.tolist(), indices.tolist(), indices.dtype], [[5, 7], [1, 0], 'int32']);
    assert.deepEqual(
      [x.min(0, true).values.tolist(), x.argmax().item(), x.argmax(0).tolist()],
      [[[1, 0, 5]], 3, [1, 0, 1]],
    );
    assert.deepEqual(tensor([1, Number.NaN, 3]).max(0).indices.item(), 1);
    assert.throws(() => zeros([0]).max(), /max: a tensor of shape \(0\) has no numbers to choose from/);
  });

  it('share the gradient of a tie evenly, but along a dimension give it to the first', () => {
    assert.deepEqual(
      gradient(parameter([3, 1, 3]), x => x.max()),
      [0.5, 0, 0.5],
    );
    assert.deepEqual(
      gradient(parameter([3, 1, 3]), x => x.max(0).values),
      [1, 0, 0],
    );
    assert.deepEqual(
      gradient(parameter([3, 1, 1]), x => x.min()),
      [0, 0.5, 0.5],
    );
  });

  it('of nothing are 0, NaN and −∞', () => {
    const none = zeros([0, 3]);
    assert.deepEqual(
      [none.sum().item(), none.mean().item(), none.logsumexp().item()],
      [0, Number.NaN, Number.NEGATIVE_INFINITY],
    );
    assert.deepEqual(none.sum(0).tolist(), [0, 0, 0]);
  });

  it('sum many float32 numbers without losing the small ones', () => {
    assert.equal(ones([3, 1_000_003]).mul(0.1).sum().item(), Math.fround(3 * 1_000_003 * Math.fround(0.1)));
  });
});

describe('softmax', () => {
  it('gives shares that add up to 1, however large the numbers', () => {
    assert.deepEqual(tensor([1000, 1000]).softmax(0).tolist(), [0.5, 0.5]);
    assert.deepEqual(tensor([0, Number.NEGATIVE_INFINITY]).softmax(0).tolist(), [1, 0]);
    assert.deepEqual(tensor([0, Number.NEGATIVE_INFINITY]).logSoftmax(0).tolist(), [0, Number.NEGATIVE_INFINITY]);
    assert.equal(tensor([1000, 1000]).logsumexp().item(), Math.fround(1000 + Math.log(2)));
  });

  it('passes no gradient to a number without a share', () => {
    assert.deepEqual(
      gradient(parameter([1, Number.NEGATIVE_INFINITY]), x => x.softmax(0).pow(2)),
      [0, -0],
    );
  });
});

describe('Indexing', () => {
  const C = arange(12).view(4, 3).to('float32');

  it('looks rows up in the shape of an integer tensor', () => {
    const X = tensor(
      [
        [0, 1],
        [3, -1],
      ],
      { dtype: 'int32' },
    );
    assert.deepEqual(C.index(X).shape, [2, 2, 3]);
    assert.deepEqual(C.index(X).index(1, 1).tolist(), [9, 10, 11]);
  });

  it('takes single places by several tensors, lists and plain integers', () => {
    assert.deepEqual(C.index(arange(4), [0, 1, 2, 0]).tolist(), [0, 4, 8, 9]);
    assert.deepEqual(
      [C.index(1, arange(2)).tolist(), C.index(arange(2), 1).tolist()],
      [
        [3, 4],
        [1, 4],
      ],
    );
    assert.deepEqual([C.index(-1).tolist(), C.index(-1, -1).item()], [[9, 10, 11], 11]);
    assert.deepEqual(C.index(arange(2).view(2, 1), arange(3)).shape, [2, 3]);
  });

  it('takes what is true in a bool tensor', () => {
    assert.deepEqual(C.index(C.gt(8)).tolist(), [9, 10, 11]);
    assert.deepEqual(C.index(tensor([true, false, false, true])).shape, [2, 3]);
    assert.throws(() => C.index(tensor([true])), /bool tensor of shape \(1\) does not fit the dimensions of \(4, 3\)/);
  });

  it('adds the gradients of a row that was looked up twice', () => {
    const table = tensor([[1], [2], [3]], { requiresGrad: true });
    assert.deepEqual(
      gradient(table, t => t.index([2, 0, 2])),
      [[1], [0], [2]],
    );
  });

  it('names index, dimension and size of what is out of bounds', () => {
    assert.throws(() => C.index(4), /the index 4 is out of bounds for dimension 0, which has the size 4/);
    assert.throws(() => C.index(arange(5)), /the index 4 is out of bounds/);
    assert.throws(() => C.index(0, -4), /the index -4 is out of bounds for dimension 1, which has the size 3/);
    assert.throws(() => C.gather(1, tensor([[3]], { dtype: 'int32' })), /gather: the index 3 is out of bounds/);
    assert.throws(() => C.index(ones([2])), /integers, but this one is float32.*dtype: 'int32'/);
    assert.throws(() => C.index([0.5]), /whole numbers, but one is 0.5/);
    assert.throws(() => C.index(0, 0, 0), /2 dimensions can't take 3 indices/);
  });

  it('slices as Python does', () => {
    assert.deepEqual(C.slice(0, 1, 3).tolist(), [
      [3, 4, 5],
      [6, 7, 8],
    ]);
    assert.deepEqual(
      [C.slice(0, -1).shape, C.slice(1, 0, -1).shape, C.slice(0, 2, 100).shape, C.slice(0, 3, 1).shape],
      [
        [1, 3],
        [4, 2],
        [2, 3],
        [0, 3],
      ],
    );
    assert.deepEqual(C.slice(0, 0, 4, 3).index(1).tolist(), [9, 10, 11]);
  });
});

describe('Putting together', () => {
  it('joins along a dimension and stacks along a new one', () => {
    assert.deepEqual(
      [cat([a, a]).shape, cat([a, a], -1).shape, stack([a, a]).shape, stack([a, a], -1).shape],
      [
        [4, 3],
        [2, 6],
        [2, 2, 3],
        [2, 3, 2],
      ],
    );
    assert.deepEqual(cat([zeros([0]), a]).shape, [2, 3]);
    assert.throws(() => cat([a, ones([2, 2])]), /\(2, 3\) and \(2, 2\) can't be joined along dimension 0/);
    assert.throws(() => stack([a, ones([3, 2])]), /\(2, 3\) and \(3, 2\) can't be stacked/);
    assert.throws(() => cat([]), /at least one tensor/);
  });

  it('chooses by a condition', () => {
    assert.deepEqual(where(a.gt(3), a, 0).tolist(), [
      [0, 0, 0],
      [4, 5, 6],
    ]);
    assert.deepEqual(where(tensor([true, false]), 1, 2).tolist(), [1, 2]);
    assert.throws(() => where(a, a, a), /bool tensor as condition/);
  });
});

describe('matmul', () => {
  it('takes vectors as rows on the left and columns on the right', () => {
    const [u, v] = [tensor([1, 2]), tensor([1, 0, 1])];
    assert.deepEqual([u.matmul(a).tolist(), a.matmul(v).tolist(), v.matmul(v).item()], [[9, 12, 15], [4, 10], 2]);
  });

  it('broadcasts batches', () => {
    assert.deepEqual(ones([5, 1, 2, 3]).matmul(ones([4, 3, 2])).shape, [5, 4, 2, 2]);
    const batch = stack([a, a.mul(2)]);
    assert.deepEqual(batch.matmul(tensor([1, 1, 1])).tolist(), [
      [6, 15],
      [12, 30],
    ]);
  });

  it('is the same for large matrices, transposed ones included, as one dot product an element', () => {
    const m = arange(40 * 30)
      .view(40, 30)
      .sub(600)
      .to('float64');
    const n = arange(30 * 20)
      .view(20, 30)
      .T.to('float64');
    const product = m.matmul(n);
    assert.deepEqual(product.tolist(), einsum('ij,jk->ik', m, n).tolist());
    assert.equal(product.index(7, 9).item(), m.index(7).mul(n.T.index(9)).sum().item());
  });

  it('names both shapes if the inner sizes differ', () => {
    const message = 'cannot multiply (96, 2) by (6, 100): the inner sizes 2 and 6 differ.';
    assert.throws(() => zeros([96, 2]).matmul(zeros([6, 100])), { name: 'RangeError', message });
    assert.throws(() => a.matmul(tensor(2)), /a single number is none. Use mul/);
  });
});

describe('einsum', () => {
  it('reads products, sums, diagonals, transpositions and ellipses', () => {
    const m = tensor([
      [1, 2],
      [3, 4],
    ]);
    assert.equal(einsum('ii', m).item(), 5);
    assert.deepEqual(einsum('ii->i', m).tolist(), [1, 4]);
    assert.deepEqual(einsum('ij -> ji', a).shape, [3, 2]);
    assert.deepEqual(einsum('ba', a).shape, [3, 2]);
    assert.equal(einsum('ij->', a).item(), 21);
    assert.deepEqual(einsum('...ij,...jk', ones([5, 2, 3]), ones([3, 4])).shape, [5, 2, 4]);
    assert.deepEqual(einsum('i,j,k->kij', tensor([1, 2]), tensor([3]), tensor([4, 5])).tolist(), [
      [[12], [24]],
      [[15], [30]],
    ]);
  });

  it('has gradients through diagonals and sums', () => {
    const m = tensor([1, 2, 3, 4], { requiresGrad: true });
    assert.deepEqual(
      gradient(m, t => einsum('ii->i', t.view(2, 2))),
      [1, 0, 0, 1],
    );
    assert.deepEqual(
      gradient(m, t => einsum('ij,j->', t.view(2, 2), tensor([10, 20]))),
      [10, 20, 10, 20],
    );
  });

  it('says what is wrong with a notation', () => {
    assert.throws(() => einsum('ij,jk->ik', a), /names 2 operands, but got 1/);
    assert.throws(() => einsum('ijk->ik', a), /'ijk' in 'ijk->ik' stands for 3 dimensions, .* shape \(2, 3\)/);
    assert.throws(() => einsum('ij,jk', a, a), /j stands for the sizes 3 and 2/);
    assert.throws(() => einsum('ij->ik', a), /no operand has the k of the result/);
    assert.throws(() => einsum('ij->ii', a), /has i twice in the result/);
    assert.throws(() => einsum('i1', a), /letters and at most one/);
    assert.throws(() => einsum('i->j->k', a), /more than one arrow/);
  });
});

describe('expand, squeeze and their like', () => {
  it('repeat sizes of 1 without copying, and sum their gradients', () => {
    const x = tensor([1, 2], { requiresGrad: true });
    assert.deepEqual(x.unsqueeze(1).expand(-1, 3).shape, [2, 3]);
    assert.deepEqual(
      gradient(x, t => t.expand(4, 2)),
      [4, 4],
    );
    assert.throws(() => x.expand(3), /\(2\) can't be repeated to \(3\)/);
  });

  it('insert and leave out sizes of 1', () => {
    const x = ones([1, 2, 1]);
    assert.deepEqual(
      [x.squeeze().shape, x.squeeze(0).shape, x.squeeze(1).shape, x.unsqueeze(-1).shape],
      [[2], [2, 1], [1, 2, 1], [1, 2, 1, 1]],
    );
    assert.deepEqual(
      [ones([2, 3, 4]).flatten(1).shape, ones([]).flatten().shape, ones([2, 3]).permute([1, 0]).shape],
      [[2, 12], [1], [3, 2]],
    );
    assert.throws(() => eye(2).permute(0, 0), /each of the 2 dimensions once/);
  });
});
