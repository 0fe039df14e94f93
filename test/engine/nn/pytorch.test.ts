import assert from 'node:assert/strict';
import { manualSeed, nn, optim, rand, randint, randn, type Tensor, tensor } from '../../../src/engine';
import { python } from '../python';
import { assertNear, type Draw, madeAnew, type Recipe, type Stored, stored, type Training } from './fixture';

type Maker<T> = new (...args: unknown[]) => T;

const module_ = ([name, args = [], options = {}]: Recipe) =>
  new (nn[name as 'Linear'] as unknown as Maker<nn.Unary>)(
    ...args,
    ...(Object.keys(options).length > 0 ? [options] : []),
  );

function draw(of: Draw): Tensor {
  if (of[0] === 'randint') return randint(of[1], of[2]);
  return of[0] === 'rand' ? rand(of[1]) : randn(of[1]);
}

/** Adds up over ten steps; Adam's first steps divide small numbers by small ones. */
const TOLERANCE = 1e-5;
/** Uniform numbers are PyTorch's to the last bit, normal ones go through its own logarithm and cosine. */
const NORMAL = 1e-6;

function train({ seed, x: ofX, y: ofY, layers, loss, optimiser, ...expected }: Training, where: string): void {
  manualSeed(seed);
  const [x, y] = [draw(ofX), draw(ofY)];
  const model = new nn.Sequential(...layers.map(module_));
  const isExact = !layers.some(([name]) => name === 'Embedding');
  assertNamed(model.namedParameters(), expected.before, isExact ? 0 : NORMAL, `${where}, weights at first`);
  const criterion = new (nn[loss[0] as 'MSELoss'] as Maker<nn.MSELoss>)(loss[1]);
  const optimizer = new (optim[optimiser[0] as 'SGD'] as Maker<optim.SGD>)(model.parameters(), optimiser[1]);
  const losses = expected.losses.map(() => {
    const value = criterion.forward(model.forward(x), y);
    optimizer.zeroGrad();
    value.backward();
    optimizer.step();
    return value.item();
  });
  assertNear(losses, expected.losses, TOLERANCE, `${where}, losses`);
  assertNamed(model.namedParameters(), expected.after, TOLERANCE, `${where}, weights`);
  assertNamed(model.namedBuffers(), expected.buffers, TOLERANCE, `${where}, buffers`);
  assertNear(model.eval().forward(x), expected.evaluated, TOLERANCE, `${where}, evaluated`);
}

const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

function assertNamed(
  actual: [string, Tensor][],
  expected: Record<string, Stored[]>,
  tolerance: number,
  where: string,
): void {
  assert.deepEqual(
    actual.map(([name]) => name),
    Object.keys(expected).map(camel),
    where,
  );
  for (const [i, [name, numbers]] of Object.entries(expected).entries()) {
    assertNear(actual[i][1], numbers, tolerance, `${where}, ${name}`);
  }
}

describe('training with nn and optim against PyTorch', () => {
  for (const training of stored.trainings) {
    const name = `${training.name}, by ${training.optimiser[0]} ${JSON.stringify(training.optimiser[1])}`;
    it(`begins with the same weights and goes the same ten steps: ${name}`, () => train(training, name));
  }

  it('takes every layer, loss and optimiser there is', () => {
    const { trainings } = stored;
    const used = trainings.flatMap(({ layers, loss, optimiser }) => [...layers.map(([n]) => n), loss[0], optimiser[0]]);
    const offered = [...Object.keys(nn), ...Object.keys(optim)];
    const others = ['Module', 'Sequential', 'Optimizer'];
    assert.deepEqual(offered.filter(name => !used.includes(name)).toSorted(), others.toSorted());
  });

  // The stored numbers are the test; where there is a PyTorch, they are held against it as well.
  if (python !== undefined) {
    it('agrees with the PyTorch that is installed', function () {
      this.timeout(60_000);
      for (const training of madeAnew().trainings) train(training, `anew: ${training.name}`);
    });
  }

  it('refuses weights of another model', () => {
    const model = new nn.Linear(2, 1);
    const { weight } = model.stateDict();
    assert.throws(() => model.loadStateDict({ weight, b: weight }), {
      message: 'loadStateDict: the names are not those of this module: bias is missing, b is not known.',
    });
    assert.throws(
      () => model.loadStateDict({ weight: tensor([1, 2]), bias: tensor([1]) }),
      /weight has the shape \(1, 2\), but what was given has \(2\)\./,
    );
  });
});
