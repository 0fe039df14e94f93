/** The newest pass has all its numbers, though they are copied only when they change. */
import assert from 'node:assert/strict';
import { Generator, noGrad, optim, randn, type Tensor, tensor } from '../../src/engine';
import type { Stream } from '../../src/evaluator/stream';
import { tensorData, tensorGrad, tensorGradBefore, tensorShare } from '../../src/recording/queries/numbers';
import { stepsOf } from '../../src/recording/queries/passes';
import { nodeNamed, record } from './record';

/** Large enough that of the passes before the newest only some are kept, and of this number none but that. */
const WIDTH = 40_000;
const STEPS = 62;

interface Step {
  w: Tensor;
  b: Tensor;
  stream: Stream;
}

/** What a script can do between its last pass and the end. */
const AFTERWARDS: Readonly<Record<string, (step: Step) => void>> = {
  nothing: () => undefined,
  'an assignment to data': ({ w, b }) => {
    w.data = w.data.mul(0.5);
    b.data = b.data.mul(0.5);
  },
  'an optimiser': ({ w, b }) => new optim.SGD([w, b], { lr: 0.1 }).step(),
  'an optimiser with momentum': ({ w, b }) => new optim.SGD([w, b], { lr: 0.1, momentum: 0.9 }).step(),
  'changes in place': ({ w, b }) => noGrad(() => [w.mul_(2), b.fill_(0), w.mul_(3)]),
  'clipped gradients': ({ w, b }) => [w.grad!.mul_(0.1), b.grad!.zero_()],
  'a gradient assigned in place': ({ w }) => {
    w.grad!.data = w.grad!.data.mul(3);
  },
  'no gradients': ({ w, b }) => {
    w.grad = null;
    b.grad = null;
  },
  'changes through a view': ({ w }) => noGrad(() => w.detach().view(2, -1).slice(0, 1).zero_()),
  'much more work': ({ w }) => {
    for (let i = 0; i < 200; i++) w.detach().mul(i);
  },
  'a pass that breaks off': ({ w, b }) => {
    const product = w.mul(b);
    const square = product.mul(product);
    noGrad(() => product.mul_(2));
    assert.throws(() => square.sum().backward(), /changed in place/);
  },
  'the next step as far as its pass': ({ w, b, stream }) => {
    w.data = w.data.mul(0.5);
    w.mul(b).sum();
    stream.flush(0);
    b.data = b.data.mul(0.5);
  },
};

const list = (numbers: { values?: ArrayLike<number> | null } | null) =>
  numbers?.values ? Array.from(numbers.values) : null;

describe('the newest pass', () => {
  for (const [what, after] of Object.entries(AFTERWARDS)) {
    it(`has its numbers after ${what}`, () => {
      let seen: { w: number[]; b: number[]; wGrad: number[]; bGrad: number[]; product: number[] } | undefined;
      const recording = record(stream => {
        const parts = randn([2, WIDTH], { generator: new Generator(1) });
        // Two leaves in one storage
        const [w, b] = [parts.index(0).detach(), parts.index(1).detach()];
        w.label = 'w';
        b.label = 'b';
        for (let step = 0; step < STEPS; step++) {
          w.requiresGrad = true;
          b.requiresGrad = true;
          w.grad = null;
          b.grad = null;
          const product = w.mul(b);
          const loss = product.mul(product).sum();
          loss.backward();
          if (step < STEPS - 1) {
            w.data = w.data.mul(0.99);
            continue;
          }
          seen = {
            ...{ w: w.tolist(), b: b.tolist(), wGrad: w.grad!.tolist(), bGrad: b.grad!.tolist() },
            product: product.tolist(),
          };
          after({ w, b, stream });
        }
      });
      const newest = STEPS - 1;
      const [, , product] = stepsOf(recording, newest);
      const { w, b, wGrad, bGrad, product: made } = seen!;
      assert.deepEqual(list(tensorData(recording, nodeNamed(recording, 'w'), newest)), w);
      assert.deepEqual(list(tensorData(recording, nodeNamed(recording, 'b'), newest)), b);
      assert.deepEqual(list(tensorGrad(recording, nodeNamed(recording, 'w'), newest)), wGrad);
      assert.deepEqual(list(tensorGrad(recording, nodeNamed(recording, 'b'), newest)), bGrad);
      assert.deepEqual(list(tensorData(recording, product, newest)), made);
      assert.deepEqual(
        list(tensorGrad(recording, product, newest)),
        made.map(x => Math.fround(2 * x)),
      );
      assert.equal(tensorData(recording, stepsOf(recording, newest - 2)[2], newest - 2), null);
    });
  }

  it('has the gradient that the script gave it, whatever becomes of that', () => {
    const seed = tensor(new Array(WIDTH).fill(3));
    const recording = record(() => {
      const w = randn([WIDTH], { requiresGrad: true });
      for (let step = 0; step < STEPS; step++) {
        w.grad = null;
        w.mul(2).backward(seed);
      }
      seed.fill_(5);
    });
    const [root] = stepsOf(recording, STEPS - 1);
    assert.deepEqual(new Set(list(tensorGrad(recording, root, STEPS - 1))), new Set([3]));
  });

  it('has the shares of a gradient that is a sum', () => {
    const recording = record(() => {
      const w = randn([WIDTH], { requiresGrad: true });
      w.label = 'w';
      for (let step = 0; step < STEPS; step++) w.mul(2).add(w.mul(3)).sum().backward();
    });
    const w = nodeNamed(recording, 'w');
    const newest = STEPS - 1;
    assert.equal(list(tensorGrad(recording, w, newest))?.[0], 5 * STEPS);
    assert.deepEqual(Array.from(recording.passes[newest].accumulated ?? []), [w]);
    const isAll = (numbers: Parameters<typeof list>[0], x: number) =>
      assert.deepEqual([new Set(list(numbers)), list(numbers)?.length], [new Set([x]), WIDTH]);
    isAll(tensorGradBefore(recording, w, newest), 5 * newest);
    const [by3, by2] = stepsOf(recording, newest).slice(-2);
    isAll(tensorShare(recording, by3, 0, newest), 3);
    isAll(tensorShare(recording, by2, 0, newest), 2);
  });
});
