import assert from 'node:assert/strict';
import { arange, F, type Tensor, tensor } from '../../../src/engine';
import { assertNear, type Call, type Input, madeAnew, type Options, stored } from '../nn/fixture';
import { python } from '../python';

/** Called as in nn.py, by the names of inputs and options. */
const FUNCTIONS: Record<string, (given: Record<string, Tensor>, options: Options) => Tensor> = {
  crossEntropy: ({ input, target, ...weights }, options) => F.crossEntropy(input, target, { ...weights, ...options }),
  nllLoss: ({ input, target, ...weights }, options) => F.nllLoss(input, target, { ...weights, ...options }),
  binaryCrossEntropy: ({ input, target, ...weights }, options) =>
    F.binaryCrossEntropy(input, target, { ...weights, ...options }),
  binaryCrossEntropyWithLogits: ({ input, target, ...weights }, options) =>
    F.binaryCrossEntropyWithLogits(input, target, { ...weights, ...options }),
  layerNorm: ({ input, ...weights }, { normalizedShape = weights.weight?.shape, ...options }) =>
    F.layerNorm(input, normalizedShape as number[], { ...weights, ...options }),
  batchNorm: ({ input, runningMean = null, runningVar = null, ...weights }, options) =>
    F.batchNorm(input, runningMean, runningVar, { ...weights, ...options }),
  linear: ({ input, weight, bias }) => F.linear(input, weight, bias),
};

/** Where numbers cancel, as in a variance of two, PyTorch's own are no nearer. */
const TOLERANCE = 1e-5;

function build({ shape, data, kind }: Input): Tensor {
  const dtype = kind === 'int32' ? 'int32' : 'float32';
  return tensor(data.map(Number), { dtype, requiresGrad: kind === 'leaf' }).view(...shape);
}

function check({ name, inputs, options, shape, out }: Call): void {
  const where = `${name} ${JSON.stringify(Object.entries(inputs).map(([key, x]) => [key, x.shape]))} ${JSON.stringify(options)}`;
  const given = Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, build(input)]));
  for (const each of Object.values(given)) if (each.requiresGrad) each.retainGrad();
  const result = FUNCTIONS[name](given, options);
  assert.deepEqual(result.shape, shape, where);
  assertNear(result, out, TOLERANCE, where);
  const count = Math.max(result.numel(), 1);
  result.backward(
    arange(1, result.numel() + 1, 1, { dtype: 'float32' })
      .div(count)
      .view(...shape),
  );
  for (const [key, { grad, after }] of Object.entries(inputs)) {
    if (grad) assertNear(given[key].grad!, grad, TOLERANCE, `${where}, grad of ${key}`);
    else assert.equal(given[key].grad, null, `${where}, grad of ${key}`);
    if (after) assertNear(given[key], after, TOLERANCE, `${where}, ${key} afterwards`);
  }
}

describe('F against PyTorch', () => {
  for (const name of Object.keys(FUNCTIONS)) {
    it(`gives the stored results, gradients and statistics: ${name}`, () => {
      const calls = stored.functions.filter(call => call.name === name);
      assert.ok(calls.length >= 3, `${calls.length} calls`);
      for (const call of calls) check(call);
    });
  }

  // The stored numbers are the test; where there is a PyTorch, they are held against it as well.
  if (python !== undefined) {
    it('agrees with the PyTorch that is installed', function () {
      this.timeout(60_000);
      for (const call of madeAnew().functions) check(call);
    });
  }
});
