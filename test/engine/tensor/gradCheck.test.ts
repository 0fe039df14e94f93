import assert from 'node:assert/strict';
import { gradCheck, randn, type Tensor, tensor } from '../../../src/engine/index';
import { tape } from '../../../src/engine/tape';
import { apply } from '../../../src/engine/tensor/apply';
import { tanh } from '../../../src/engine/tensor/ops/activation';
import { NO_ATTRIBUTES, type TensorOp } from '../../../src/engine/tensor/ops/op';
import { assertClose } from '../numbers';

const parameter = (shape: number[], label: string) => {
  const made = randn(shape, { requiresGrad: true });
  made.label = label;
  return made;
};

describe('gradCheck of a Tensor', () => {
  const network = () => {
    const [x, w, b] = [randn([4, 3]), parameter([3, 2], 'w'), parameter([2], 'b')];
    return { w, b, loss: x.matmul(w).add(b).tanh().pow(2).mean() };
  };

  it('gives the worst number of each leaf that requires a gradient', () => {
    const { w, b, loss } = network();
    const rows = gradCheck(loss);
    assert.deepEqual(
      rows.map(({ label, shape }) => ({ label, shape })),
      [
        { label: 'w', shape: w.shape },
        { label: 'b', shape: b.shape },
      ],
    );
    for (const { relativeError, analytic, numeric } of rows) {
      assert.ok(relativeError < 1e-6, `${relativeError}`);
      assertClose(analytic, numeric, 1e-8);
    }
    assert.deepEqual(
      gradCheck(loss, { of: [b] }).map(row => row.label),
      ['b'],
    );
  });

  it('finds a wrong rule', () => {
    const wrong: TensorOp = { ...(tanh as TensorOp), derivatives: [{ vjp: (_use, g) => g, reads: 0, formula: 'g' }] };
    const x = tensor([0, 1], { requiresGrad: true });
    const [row] = gradCheck((apply(wrong, [x], NO_ATTRIBUTES) as Tensor).sum());
    assert.deepEqual([row.index, row.data, row.analytic], [1, 1, 1]);
    assertClose(row.numeric, 1 - Math.tanh(1) ** 2, 1e-8);
  });

  it('changes nothing and records nothing, before and after a backward pass', () => {
    const { w, loss } = network();
    const [before, { length }] = [String(w), tape()];
    gradCheck(loss);
    assert.deepEqual([w.grad, String(w), tape().length], [null, before, length]);
    loss.backward(null, { retainGraph: true });
    const grad = String(w.grad);
    gradCheck(loss);
    assert.equal(String(w.grad), grad);
  });

  it('says so where a pass has let go of the graph', () => {
    const { loss } = network();
    loss.backward();
    assert.throws(() => gradCheck(loss), /^Error: gradCheck: a backward pass .* retainGraph: true/);
  });

  it('says what is wrong with an argument', () => {
    const { w, loss } = network();
    assert.throws(() => gradCheck(w.mul(2)), /expects a single number .* but got \(3, 2\)/);
    assert.throws(() => gradCheck(tensor(1)), /but got \(\) without a gradFn/);
    assert.throws(() => gradCheck(loss, { of: [tensor(1)] }), /not computed from number 0 of `of` as a leaf/);
  });
});
