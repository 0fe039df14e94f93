import assert from 'node:assert/strict';
import { Generator, rand, randn, type Tensor } from '../../../src/engine';
import { assertClose } from '../numbers';

const generator = new Generator(11);

/** One side of a product: its shape, or what is shown of a larger tensor. */
type Side = number[] | (() => Tensor);

const made = (side: Side) => (typeof side === 'function' ? side() : randn(side, { generator }));

/** The product and the gradients of both sides, weighted by random numbers, in float32 and in float64. */
function assertExact(left: Side, right: Side): void {
  const sides = [made(left), made(right)];
  const exact = sides.map(side => {
    const leaf = side.to('float64').clone();
    leaf.requiresGrad = true;
    return leaf;
  });
  for (const side of sides) side.requiresGrad = true;
  const out = sides[0].matmul(sides[1]);
  const expected = exact[0].matmul(exact[1]);
  const weights = randn([...expected.shape], { generator });
  out.mul(weights).sum().backward();
  expected.mul(weights.to('float64')).sum().backward();
  assertAlike(out, expected);
  for (const [i, side] of sides.entries()) assertAlike(side.grad!, exact[i].grad!);
}

function assertAlike(actual: Tensor, expected: Tensor): void {
  assert.deepEqual(actual.shape, expected.shape);
  const numbers = expected.toTypedArray();
  for (const [i, x] of actual.toTypedArray().entries()) assertClose(x, numbers[i], 2e-5);
}

describe('Products of float32 matrices are those of float64 ones', () => {
  const turned = (shape: number[]) => () => randn(shape, { generator }).transpose(-1, -2);
  const shown = (batch: number) => () => randn([batch * 50, 6, 40], { generator }).slice(0, 7, 7 + batch);
  const SIDES: Record<string, [Side, Side]> = {
    'in a batch whose result is small': [[2, 4, 64], turned([2, 4, 64])],
    'in a batch of dot products': [
      [3, 1, 2000],
      [3, 2000, 1],
    ],
    'in a batch whose result is large': [
      [5, 12, 16],
      [5, 16, 20],
    ],
    'where one matrix serves the whole batch': [
      [5, 12, 16],
      [16, 20],
    ],
    'where one matrix on the left does': [
      [12, 16],
      [5, 16, 20],
    ],
    'where the batches broadcast to each other': [
      [3, 1, 4, 70],
      [2, 70, 5],
    ],
    'where a vector is on the right': [[3, 5, 300], [300]],
    'where a vector is on the left': [[300], [3, 300, 5]],
    'where the rows lie apart': [turned([4, 16, 12]), [16, 20]],
    'where the rows of a batch are turned about': [() => randn([12, 4, 16], { generator }).transpose(0, 1), [16, 20]],
    'where both are parts of large tensors': [shown(3), () => shown(3)().transpose(1, 2)],
  };
  for (const [name, [left, right]] of Object.entries(SIDES)) it(name, () => assertExact(left, right));

  it('in batches of any size', () => {
    const size = (most: number) => 1 + Math.floor(rand([1], { generator }).item() * most);
    for (let i = 0; i < 60; i++) {
      const [batch, rows, inner, columns] = [size(4), size(9), size(200), size(9)];
      assertExact([batch, rows, inner], i % 2 ? [batch, inner, columns] : turned([batch, columns, inner]));
    }
  });
});
