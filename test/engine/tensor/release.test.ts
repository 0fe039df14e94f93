import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { F, randn, type Tensor } from '../../../src/engine';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** A result, and whether what it was computed from is gone. */
interface Kept {
  loss: Tensor;
  activation: WeakRef<Tensor>;
}

async function isGone({ activation }: Kept): Promise<boolean> {
  // A weak reference holds until the turn is over.
  await new Promise(resolve => setTimeout(resolve));
  collect();
  return activation.deref() === undefined;
}

function kept(w: Tensor): Kept {
  const activation = randn([8, 8]).matmul(w).tanh();
  return { loss: F.mseLoss(activation.exp(), randn([8, 8])).add(1), activation: new WeakRef(activation) };
}

describe('A result that is kept', () => {
  const w = randn([8, 8], { requiresGrad: true });

  it('keeps what it was computed from until a pass has gone through', async () => {
    const one = kept(w);
    assert.equal(await isGone(one), false);
    one.loss.backward();
    assert.equal(await isGone(one), true);
    assert.equal(one.loss.gradFn, 'AddBackward');
    assert.throws(() => one.loss.backward(), /a pass has gone through this graph .* before/);
  });

  it('keeps it longer where further passes are to come', async () => {
    const one = kept(w);
    one.loss.backward(undefined, { retainGraph: true });
    assert.equal(await isGone(one), false);
    one.loss.backward();
    assert.equal(await isGone(one), true);
  });
});
