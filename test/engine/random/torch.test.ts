import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  type Floats,
  fillBernoulli,
  fillIntegers,
  fillNormal,
  fillUniform,
  permutation,
} from '../../../src/engine/random/distributions';
import { drawMultinomial } from '../../../src/engine/random/multinomial';
import { random } from '../../../src/engine/random/python';
import { DEFAULT_SEED } from '../../../src/engine/random/seed';
import { defaultGenerator, Generator, manualSeed } from '../../../src/engine/random/torch';
import { PYTORCH, python, runScript } from '../python';

type DtypeName = 'float32' | 'float64';
type Call =
  | ['rand' | 'randn', number, DtypeName]
  | ['uniform' | 'normal', number, number, number]
  | ['bernoulli', number, number]
  | ['randint', number, number, number]
  | ['randperm', number]
  | ['multinomial', number[][], number, boolean, DtypeName];

interface Series {
  seed: number;
  calls: { call: Call; out: number[] }[];
}

const floats = (length: number, dtype: DtypeName = 'float32') =>
  dtype === 'float32' ? new Float32Array(length) : new Float64Array(length);

/** What `fill` draws into an array of this length. */
function filled(out: Floats, fill: (out: Floats) => void): number[] {
  fill(out);
  return [...out];
}

function draw(generator: Generator, call: Call): number[] {
  switch (call[0]) {
    case 'rand':
      return filled(floats(call[1], call[2]), out => fillUniform(out, 0, 1, generator));
    case 'randn':
      return filled(floats(call[1], call[2]), out => fillNormal(out, 0, 1, generator));
    case 'uniform':
      return filled(floats(call[1]), out => fillUniform(out, call[2], call[3], generator));
    case 'normal':
      return filled(floats(call[1]), out => fillNormal(out, call[2], call[3], generator));
    case 'bernoulli':
      return filled(floats(call[1]), out => fillBernoulli(out, call[2], generator));
    case 'randint':
      return filled(floats(call[1], 'float64'), out => fillIntegers(out, call[2], call[3], generator));
    case 'randperm':
      return [...permutation(call[1], generator)];
    case 'multinomial': {
      const [, rows, count, replacement, dtype] = call;
      const weights = floats(rows.length * rows[0].length, dtype);
      weights.set(rows.flat());
      return [...drawMultinomial(weights, rows[0].length, { count, replacement, generator })];
    }
  }
}

/** Normals go through log, sin and cos, whose last bits differ between libraries; all else is equal bit for bit. */
function check(series: Series[]): void {
  for (const { seed, calls } of series) {
    const generator = new Generator(seed);
    for (const [i, { call, out }] of calls.entries()) {
      const where = `seed ${seed}, call ${i}: ${JSON.stringify(call)}`;
      const drawn = draw(generator, call);
      if (call[0] !== 'randn' && call[0] !== 'normal') {
        assert.deepEqual(drawn, out, where);
        continue;
      }
      const tolerance = call[2] === 'float64' ? 1e-14 : 1e-6;
      assert.equal(drawn.length, out.length, where);
      for (const [j, number] of drawn.entries()) {
        assert.ok(Math.abs(number - out[j]) < tolerance, `${where}: number ${j} is ${number}, not ${out[j]}`);
      }
    }
  }
}

describe("Generator, against PyTorch's", () => {
  const stored = JSON.parse(readFileSync(`${PYTORCH}draws.json`, 'utf8')) as Series[];

  for (const series of stored) {
    it(`gives the stored numbers for seed ${series.seed}`, () => {
      assert.ok(series.calls.length > 30);
      check([series]);
    });
  }

  // The stored numbers are the test; where there is a PyTorch, they are held against it as well.
  if (python !== undefined) {
    it('gives the numbers of the PyTorch that is installed', function () {
      this.timeout(60_000);
      check(JSON.parse(runScript('draws.py')) as Series[]);
    });
  }
});

describe('Generator', () => {
  const first = (generator: Generator) => draw(generator, ['rand', 1, 'float32'])[0];

  it('starts from the same seed when none is given', () => {
    assert.equal(first(new Generator()), first(new Generator(DEFAULT_SEED)));
  });

  it('starts anew when seeded, with no normal left waiting', () => {
    const generator = new Generator(3);
    const normals = draw(generator, ['randn', 1, 'float32']);
    assert.deepEqual(draw(generator.manualSeed(3), ['randn', 1, 'float32']), normals);
    assert.equal(generator.initialSeed(), 3);
  });

  it('says what is wrong with a seed', () => {
    assert.throws(() => new Generator(0.5), /manualSeed expects a whole number below 2\^53, but got the number 0\.5/);
    assert.throws(() => manualSeed('x' as 'random'), /but got the string "x"/);
  });
});

describe('manualSeed', () => {
  afterEach(() => {
    manualSeed(DEFAULT_SEED);
    random.seed(DEFAULT_SEED);
  });

  it('seeds the generator of all that names none', () => {
    assert.equal(manualSeed(42), defaultGenerator);
    assert.deepEqual(draw(defaultGenerator, ['rand', 3, 'float32']), draw(new Generator(42), ['rand', 3, 'float32']));
  });

  it("with 'random' gives other numbers in every run, from Python's generator, too", () => {
    const draws = () => [manualSeed('random').initialSeed(), random.random()];
    const [a, b] = [draws(), draws()];
    assert.notEqual(a[0], b[0]);
    assert.notEqual(a[1], b[1]);
  });
});

describe('drawMultinomial', () => {
  const from = (weights: number[], count = 1, replacement = true) => [
    ...drawMultinomial(Float32Array.from(weights), weights.length, { count, replacement, generator: new Generator(1) }),
  ];

  it('never draws what has no probability', () => {
    assert.deepEqual(new Set(from([0, 1, 0, 2], 500)), new Set([1, 3]));
    assert.deepEqual(from([0, 1, 0, 2], 2, false).sort(), [1, 3]);
  });

  it('says what is wrong with the weights', () => {
    assert.throws(() => from([1, -1]), /finite and not below 0, but one is -1/);
    assert.throws(() => from([1, Number.NaN]), /but one is NaN/);
    assert.throws(() => from([1, Number.POSITIVE_INFINITY]), /but one is Infinity/);
    assert.throws(() => from([0, 0]), /all of them are 0/);
    assert.throws(() => from([0.5, 0, 0.5], 3, false), /cannot draw 3 without replacement: only 2 of 3/);
  });
});
