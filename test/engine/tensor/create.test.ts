import assert from 'node:assert/strict';
import { arange, eye, full, linspace, ones, onesLike, tensor, zeros, zerosLike } from '../../../src/engine/index';

describe('tensor(data)', () => {
  it('reads numbers, nested lists and typed arrays', () => {
    assert.deepEqual(
      [tensor(3).shape, tensor([[[1]], [[2]]]).shape, tensor([]).shape, tensor([[], []]).shape],
      [[], [2, 1, 1], [0], [2, 0]],
    );
    assert.deepEqual(tensor([new Float32Array([1, 2]), new Float32Array([3, 4])]).tolist(), [
      [1, 2],
      [3, 4],
    ]);
  });

  it('takes the widest dtype of typed arrays in lists', () => {
    const third = new Float64Array([1 / 3]);
    assert.deepEqual([tensor([third]).dtype, tensor([third]).tolist()], ['float64', [[1 / 3]]]);
    assert.equal(tensor([[new Int32Array(1)], [new Int32Array(1)]]).dtype, 'int32');
    assert.deepEqual(tensor([new Int32Array(1), [0.5]]).tolist(), [[0], [0.5]]);
  });

  it('makes float32 unless the data or an option says otherwise', () => {
    const made = [
      tensor([1, 2]),
      tensor([true]),
      tensor(new Int32Array(1)),
      tensor(new Float64Array(1)),
      tensor([true, 1]),
    ];
    assert.deepEqual(
      made.map(each => each.dtype),
      ['float32', 'bool', 'int32', 'float64', 'float32'],
    );
    assert.equal(tensor([1.9], { dtype: 'int32' }).item(), 1);
  });

  it('copies, tensors too', () => {
    const data = new Float32Array([1]);
    const t = tensor(data);
    data[0] = 5;
    assert.deepEqual([t.item(), tensor(t).array.storage === t.array.storage], [1, false]);
  });

  it('refuses lists of different lengths and what is no number', () => {
    assert.throws(
      () => tensor([[1, 2], [3]]),
      /not all of one length: .* \(2, 2\), which wants a list of 2 .* 1 elements/,
    );
    assert.throws(() => tensor([1, [2]]), /wants a number at depth 2/);
    assert.throws(() => tensor(['1'] as unknown as number[]), /one element is the string "1"/);
    assert.throws(() => tensor(undefined as unknown as number), /one element is undefined/);
  });
});

describe('Making tensors', () => {
  it('fills shapes', () => {
    assert.deepEqual(
      [zeros([2]).tolist(), ones([1, 2]).tolist(), full([2], 7).tolist(), full([], 7).item()],
      [[0, 0], [[1, 1]], [7, 7], 7],
    );
    assert.deepEqual([zerosLike(arange(2)).dtype, onesLike(arange(2)).tolist()], ['int32', [1, 1]]);
    assert.throws(() => zeros([-1]), /-1 is not a size/);
    assert.throws(() => zeros([1.5]), /whole numbers, but got the number 1.5/);
  });

  it('counts: whole numbers as int32, to index with', () => {
    assert.deepEqual([arange(3).tolist(), arange(3).dtype, arange(1, 7, 2).tolist()], [[0, 1, 2], 'int32', [1, 3, 5]]);
    assert.deepEqual([arange(0, 1, 0.25).tolist(), arange(0, 1, 0.25).dtype], [[0, 0.25, 0.5, 0.75], 'float32']);
    assert.deepEqual([arange(3, 0, -1).tolist(), arange(3, { dtype: 'float32' }).dtype], [[3, 2, 1], 'float32']);
    assert.throws(() => arange(0, 3, -1), /steps of -1 don't lead from 0 to 3/);
  });

  it('spaces evenly, both ends included', () => {
    assert.deepEqual([linspace(-1, 1, 5).tolist(), linspace(2, 3, 1).tolist()], [[-1, -0.5, 0, 0.5, 1], [2]]);
    assert.equal(linspace(0, 0.3, 4, { dtype: 'float64' }).index(-1).item(), 0.3);
  });

  it('makes unit matrices', () => {
    assert.deepEqual(eye(2, 3).tolist(), [
      [1, 0, 0],
      [0, 1, 0],
    ]);
    assert.equal(eye(2, { dtype: 'int32' }).dtype, 'int32');
  });
});

describe('Reading a tensor', () => {
  const t = tensor([
    [1, 2],
    [3, 4],
  ]);

  it('gives nested lists or a typed array of their own', () => {
    assert.deepEqual(
      [t.T.tolist(), [...t.T.toTypedArray()]],
      [
        [
          [1, 3],
          [2, 4],
        ],
        [1, 3, 2, 4],
      ],
    );
    t.toTypedArray()[0] = 100;
    assert.equal(t.index(0, 0).item(), 1);
    assert.ok(arange(2).toTypedArray() instanceof Int32Array);
  });

  it('gives the number of a tensor that has one', () => {
    assert.equal(tensor([[5]]).item(), 5);
    assert.throws(() => t.item(), /item: a single number is expected, but this tensor has the shape \(2, 2\)/);
  });
});
