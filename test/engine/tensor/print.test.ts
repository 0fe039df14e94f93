import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { arange, linspace, ones, type Tensor, tensor, zeros } from '../../../src/engine/index';

/** What PyTorch prints, but for the names grad_fn, requires_grad, torch.float64, True and False. */
const PRINTED: [Tensor, string][] = [
  [
    tensor([
      [1, 2],
      [3, 4],
    ]),
    'tensor([[1., 2.],\n        [3., 4.]])',
  ],
  [tensor(3.5, { requiresGrad: true }).mul(2), 'tensor(7., gradFn=<MulBackward>)'],
  [tensor([1e-6, 3, 1000]), 'tensor([1.0000e-06, 3.0000e+00, 1.0000e+03])'],
  [ones([2, 2, 1]), 'tensor([[[1.],\n         [1.]],\n\n        [[1.],\n         [1.]]])'],
  [arange(2000), 'tensor([   0,    1,    2,  ..., 1997, 1998, 1999])'],
  [tensor([Number.NaN, Number.POSITIVE_INFINITY, -1]), 'tensor([nan, inf, -1.])'],
  [tensor([true, false]), 'tensor([ true, false])'],
  [zeros([0, 3]), 'tensor([], size=(0, 3))'],
  [
    tensor([0.1, 0.25], { dtype: 'float64', requiresGrad: true }),
    'tensor([0.1000, 0.2500], dtype=float64, requiresGrad=true)',
  ],
  [tensor([-0.5, 1e10]), 'tensor([-5.0000e-01,  1.0000e+10])'],
  [zeros([]), 'tensor(0.)'],
];

describe('A tensor as text', () => {
  for (const [made, text] of PRINTED) it(`is ${JSON.stringify(text)}`, () => assert.equal(made.toString(), text));

  it('breaks long rows, and leaves out the middle of large tensors', () => {
    const lines = linspace(0, 1, 30).toString().split('\n');
    assert.equal(lines[1], '        0.3103, 0.3448, 0.3793, 0.4138, 0.4483, 0.4828, 0.5172, 0.5517, 0.5862,');
    const matrix = zeros([40, 40]).toString().split('\n');
    assert.deepEqual(
      [matrix.length, matrix[1], matrix[3]],
      [7, '        [0., 0., 0.,  ..., 0., 0., 0.],', '        ...,'],
    );
  });

  it('puts remarks on a line of their own where they would not fit', () => {
    const wide = linspace(0, 1, 9, { requiresGrad: true });
    assert.match(wide.toString(), /1\.0000\],\n {7}requiresGrad=true\)$/);
  });

  it('is what console.log shows', () => {
    assert.equal(inspect(tensor([1])), 'tensor([1.])');
  });
});

describe('A tensor as JSON', () => {
  it('says its shape, its dtype and its numbers', () => {
    assert.deepEqual(JSON.parse(JSON.stringify({ t: arange(2).view(2, 1), mask: tensor(true) })), {
      t: { shape: [2, 1], dtype: 'int32', data: [[0], [1]] },
      mask: { shape: [], dtype: 'bool', data: true },
    });
  });

  it('says so of one with a graph, too', () => {
    const text = JSON.stringify(ones([2], { requiresGrad: true }).mul(2));
    assert.equal(text, '{"shape":[2],"dtype":"float32","data":[2,2]}');
  });
});
