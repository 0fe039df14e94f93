/** What comes of numbers that are none, of wrong types and of uses out of order: a defined result, or an error that says what to do. */
import assert from 'node:assert/strict';
import { Layer, MLP, type MLPOptions, Neuron, random, sum, Value, zip } from '../../src/engine/index';
import { type BinaryName, OPS, type UnaryName } from '../../src/engine/ops/table';
import { Tape, tape, useTape } from '../../src/engine/tape';

const NAN = Number.NaN;
const INF = Number.POSITIVE_INFINITY;

/** What JavaScript lets through where a Value or a number is meant, and how an error calls it. */
const NOT_NUMBERS: [unknown, string][] = [
  [undefined, 'undefined'],
  [null, 'null'],
  [true, 'true'],
  ['2', 'the string "2"'],
  [2n, 'the bigint 2n'],
  [Symbol('two'), 'a symbol'],
  [[2], 'an array'],
  [new Float64Array(1), 'a Float64Array'],
  [{ data: 2, grad: 0 }, 'an object'],
  [new Map(), 'a Map'],
  [() => 2, 'a function'],
];

/** For arguments that the types of TypeScript rule out. */
const wrong = <T>(given: unknown) => given as T;

/** One op at one point: data, then the grad of each input of a backward pass from it. */
type Case = [op: UnaryName | BinaryName, inputs: number[], data: number, grads: number[]];

const NUMBERS: Case[] = [
  ['add', [INF, -INF], NAN, [1, 1]],
  ['add', [NAN, 1], NAN, [1, 1]],
  ['sub', [INF, INF], NAN, [1, -1]],
  ['mul', [0, INF], NAN, [INF, 0]],
  ['mul', [NAN, 2], NAN, [2, NAN]],
  ['div', [1, 0], INF, [INF, -INF]],
  ['div', [-1, 0], -INF, [INF, INF]],
  ['div', [0, 0], NAN, [INF, NAN]],
  ['div', [1, INF], 0, [0, -0]],
  ['pow', [0, 0], 1, [0, 0]],
  ['pow', [0, -1], INF, [-INF, -INF]],
  ['pow', [-8, 1 / 3], NAN, [NAN, NAN]],
  ['pow', [NAN, 0], 1, [0, NAN]],
  ['pow', [1, NAN], 1, [NAN, 0]],
  ['neg', [NAN], NAN, [-1]],
  ['exp', [1000], INF, [INF]],
  ['exp', [-INF], 0, [0]],
  ['log', [0], -INF, [INF]],
  ['log', [-1], NAN, [-1]],
  ['sqrt', [0], 0, [INF]],
  ['sqrt', [-1], NAN, [NAN]],
  ['tanh', [INF], 1, [0]],
  ['tanh', [NAN], NAN, [NAN]],
  ['sigmoid', [-INF], 0, [0]],
  ['sigmoid', [1000], 1, [0]],
  ['relu', [-INF], 0, [0]],
  ['relu', [NAN], NAN, [1]],
  ['abs', [-INF], INF, [-1]],
  ['abs', [NAN], NAN, [0]],
  ['sin', [INF], NAN, [NAN]],
  ['cos', [NAN], NAN, [NAN]],
  ['max', [NAN, 1], NAN, [1, 1]],
  ['max', [INF, INF], INF, [0.5, 0.5]],
  ['min', [-INF, 1], -INF, [1, 0]],
];

/** The op's method, called as plain JavaScript could call it. */
function call(op: string, a: Value, ...others: unknown[]): Value {
  return (a as unknown as Record<string, (...inputs: unknown[]) => Value>)[op](...others);
}

describe('NaN and infinities', () => {
  for (const [op, inputs, data, grads] of NUMBERS) {
    it(`${op}(${inputs.join(', ')}) is ${data}, with grads ${grads.join(', ')}`, () => {
      const values = inputs.map(input => new Value(input));
      const out = call(op, values[0], ...values.slice(1));
      out.backward();
      assert.deepEqual([out.data, ...values.map(value => value.grad + 0)], [data, ...grads.map(grad => grad + 0)]);
    });
  }

  it('stay where they arise: what does not depend on them gets its grads', () => {
    const [a, b] = [new Value(NAN), new Value(2)];
    const loss = a.mul(0).add(b.mul(3));
    loss.backward();
    assert.deepEqual([loss.data, a.grad, b.grad], [NAN, 0, 3]);
  });

  it('pass as a grad, too, but not through a way that is switched off', () => {
    const [a, b] = [new Value(-1), new Value(2)];
    a.relu().add(b).mul(INF).backward();
    assert.deepEqual([a.grad, b.grad], [0, INF]);
  });
});

describe('What is neither Value nor number', () => {
  for (const { name, arity } of OPS) {
    it(`is named by ${name}`, () => {
      for (const [given, called] of NOT_NUMBERS) {
        const message = `${name} expects a Value or a number, but got ${called}.`;
        // An op with one input gets something else when its method is called apart from a Value.
        const { [name as UnaryName]: method } = Value.prototype;
        const use = arity === 1 ? () => method.call(wrong(given)) : () => call(name, new Value(1), given);
        assert.throws(use, { name: 'TypeError', message });
      }
    });
  }

  it('is named where a number is to be kept', () => {
    const a = new Value(1);
    const uses: [string, (given: unknown) => unknown][] = [
      ['new Value(data) expects a number, but got ', given => new Value(wrong(given))],
      ["A Value's data is a number, but got ", given => (a.data = wrong(given))],
      ["A Value's grad is a number, but got ", given => (a.grad = wrong(given))],
    ];
    for (const [start, use] of uses) {
      for (const [given, called] of NOT_NUMBERS)
        assert.throws(() => use(given), { name: 'TypeError', message: `${start}${called}.` });
    }
    assert.deepEqual([a.data, a.grad], [1, 0]);
  });

  it('makes no node', () => {
    const a = new Value(1);
    const { length } = tape();
    assert.throws(() => a.mul(wrong('2')));
    assert.throws(() => new Value(wrong('2')));
    assert.throws(() => Value.custom('mine', [a], wrong(5), () => [1]));
    assert.equal(tape().length, length);
  });
});

describe('A Value of another run', () => {
  let old: Value;
  let before: Tape;

  beforeEach(() => {
    old = new Value(3).mul(2);
    before = useTape(new Tape());
  });
  afterEach(() => {
    useTape(before);
  });

  const message = /the operand Value\(data=6, grad=0\) belongs to another run; make it again with new Value/;

  it('is no operand, on either side, nor in sum or Value.custom', () => {
    const a = new Value(1);
    const uses = [
      () => a.add(old),
      () => old.add(a),
      () => old.add(1),
      () => old.tanh(),
      () => sum([a, old]),
      () =>
        Value.custom(
          'mine',
          [old],
          x => x,
          grad => [grad],
        ),
    ];
    for (const use of uses) assert.throws(use, message);
  });

  it('keeps its numbers, and its own backward pass', () => {
    old.backward();
    assert.deepEqual([old.data, old.inputs[0].grad], [6, 2]);
    assert.equal(tape().length, 0);
  });
});

describe('A pass out of order', () => {
  it('adds up when it is made twice, as in micrograd', () => {
    const a = new Value(3);
    const out = a.mul(2).mul(a);
    out.backward();
    assert.equal(a.grad, 12);
    out.backward();
    // a gets 6 from the outer product again, and through the inner one 2 · 6: its grad of 3 has become 6.
    assert.equal(a.grad, 12 + 6 + 2 * 6);
  });

  it('from a leaf or a plain number sets its own grad and no other', () => {
    const a = new Value(3);
    a.backward();
    assert.equal(a.grad, 1);
    const out = a.mul(5);
    out.inputs[1].backward();
    assert.deepEqual([a.grad, out.grad, out.inputs[1].grad], [1, 0, 1]);
  });

  it('by hand does nothing at a leaf, and passes on 0 where nothing has arrived', () => {
    const a = new Value(3);
    a.grad = 2;
    a.backwardStep();
    assert.equal(a.grad, 2);
    a.mul(5).backwardStep();
    assert.equal(a.grad, 2);
  });

  it('begun inside the backward of an op is an error, and the next one works', () => {
    const a = new Value(3);
    const out = Value.custom(
      'mine',
      [a],
      x => x,
      grad => {
        a.backward();
        return [grad];
      },
    );
    assert.throws(
      () => out.backward(),
      /^Error: backward\(\) was called from inside the backward of an op; call it after the pass\./,
    );
    a.grad = 0;
    a.mul(2).backward();
    assert.equal(a.grad, 2);
  });
});

describe('An op of the user’s own', () => {
  const a = new Value(2);
  const mine = (forward: unknown, backward: unknown = () => [1]) =>
    Value.custom('mine', [a], wrong(forward), wrong(backward));

  beforeEach(() => a.zeroGrad());

  it('may give NaN, which goes on as data and as grad', () => {
    const out = mine(
      () => NAN,
      () => [NAN],
    );
    out.backward();
    assert.deepEqual([out.data, a.grad], [NAN, NAN]);
  });

  it('must give a number, forward', () => {
    for (const [given, called] of NOT_NUMBERS) {
      assert.throws(() => mine(() => given), {
        name: 'TypeError',
        message: `Value.custom('mine'): forward must return a number, but it returned ${called}. It computes with the inputs' data.`,
      });
    }
  });

  it('must give one number per input, backward', () => {
    const cases: [unknown, string][] = [
      [undefined, 'it returned undefined'],
      [1, 'it returned the number 1'],
      [[], 'it returned 0'],
      [[1, 2], 'it returned 2'],
      [new Float64Array(1), 'it returned a Float64Array'],
      [[a], 'number 1 of them is a Value'],
      [[undefined], 'number 1 of them is undefined'],
    ];
    for (const [given, says] of cases) {
      assert.throws(
        () =>
          mine(
            () => 1,
            () => given,
          ).backward(),
        {
          name: 'TypeError',
          message: `Value.custom('mine'): backward must return an array of one number per input (1), but ${says}.`,
        },
      );
    }
    assert.equal(a.grad, 0);
  });

  it('may throw: its error arrives as it is, and nothing is recorded', () => {
    const thrown = new Error('mine');
    const fails = () => {
      throw thrown;
    };
    const { length } = tape();
    assert.throws(() => mine(fails), thrown);
    assert.equal(tape().length, length);
    assert.throws(() => mine(() => 1, fails).backward(), thrown);
    a.mul(2).backward();
    assert.equal(a.grad, 2);
  });
});

describe('Lists', () => {
  it('of different lengths are told by zip, with both lengths', () => {
    assert.throws(() => zip([1, 2, 3], []), { name: 'RangeError', message: /they have 3 and 0 elements/ });
    assert.throws(() => zip([], [new Value(1)]), /they have 0 and 1 elements/);
  });

  it('are what sum and zip take', () => {
    for (const [given, called] of [
      [undefined, 'undefined'],
      [3, 'the number 3'],
      [{}, 'an object'],
      [new Value(1), 'a Value'],
    ] as const) {
      assert.throws(() => sum(wrong(given)), {
        name: 'TypeError',
        message: `sum expects one list of Values or numbers, as in sum([a, b]), but got ${called}.`,
      });
      assert.throws(() => zip([1], wrong<number[]>(given)), {
        name: 'TypeError',
        message: `zip expects lists, but number 2 is ${called}.`,
      });
    }
  });

  it('may be empty: their sum is 0, and nothing is drawn from them', () => {
    assert.equal(sum([]), 0);
    assert.deepEqual(zip([], []), []);
    assert.throws(() => random.choice([]), /random\.choice expects at least one element, but the list is empty/);
  });
});

describe('A network', () => {
  it('of a size that is no whole number from 1 is told which', () => {
    const outputs = 'number of outputs to be a whole number from 1';
    const inputs = 'number of inputs to be a whole number from 1';
    const cases: [unknown, unknown, string][] = [
      [0, [1], `Neuron expects its ${inputs}, but got the number 0.`],
      [NAN, [1], `Neuron expects its ${inputs}, but got the number NaN.`],
      [undefined, [1], `Neuron expects its ${inputs}, but got undefined.`],
      ['3', [1], `Neuron expects its ${inputs}, but got the string "3".`],
      [3, [4, 0], `Layer expects its ${outputs}, but got the number 0.`],
      [3, [1.5], `Layer expects its ${outputs}, but got the number 1.5.`],
      [3, [INF], `Layer expects its ${outputs}, but got the number Infinity.`],
      [3, [-1], `Layer expects its ${outputs}, but got the number -1.`],
    ];
    for (const [first, rest, message] of cases)
      assert.throws(() => new MLP(wrong<number>(first), wrong<number[]>(rest)), { name: 'RangeError', message });
    for (const layers of [[], 4, undefined, '44'])
      assert.throws(() => new MLP(3, wrong<number[]>(layers)), {
        name: 'TypeError',
        message: /expects the number of neurons of each layer as an array, as in new MLP\(3, \[4, 4, 1\]\)/,
      });
  });

  it('with options that it does not know is told what there is', () => {
    const make = (options: unknown) => () => new MLP(2, [1], wrong<MLPOptions>(options));
    assert.throws(make('relu'), {
      name: 'TypeError',
      message: `MLP expects its options as an object, as in { activation: … }, but got the string "relu".`,
    });
    assert.throws(make(null), /but got null/);
    assert.throws(make({ activaton: 'relu' }), /MLP has no option 'activaton'; there are: activation, output\./);
    assert.throws(
      () => new Neuron(2, wrong({ output: 'relu' })),
      /Neuron has no option 'output'; there are: activation\./,
    );
    assert.throws(() => new Layer(2, 1, wrong([])), /Layer expects its options as an object, .* but got an array/);
    assert.throws(make({ activation: 'gelu' }), /must be one of 'tanh', .*, but it is the string "gelu"/);
    assert.throws(make({ activation: 'toString' }), /must be one of/);
    assert.equal(String(new MLP(2, [1], { activation: undefined })), 'MLP of [Layer of [tanhNeuron(2)]]');
  });

  it('takes as many inputs as it has weights', () => {
    const model = new MLP(2, [2, 1]);
    for (const x of [[], [1], [1, 2, 3]])
      assert.throws(() => model.forward(x), {
        name: 'RangeError',
        message: `tanhNeuron(2) expects 2 inputs, but got ${x.length}.`,
      });
    for (const [given, called] of [
      [undefined, 'undefined'],
      [3, 'the number 3'],
      [new Value(1), 'a Value'],
    ] as const)
      assert.throws(() => model.forward(wrong(given)), {
        name: 'TypeError',
        message: `tanhNeuron(2) expects an array of 2 Values or numbers, but got ${called}.`,
      });
    assert.throws(() => model.forward([1, wrong(undefined)]), /mul expects a Value or a number, but got undefined/);
    assert.throws(() => model.forward(new Array(2)), /but got undefined/);
  });

  it('gives NaN for NaN, and its parameters then have the grad NaN', () => {
    const model = new Neuron(2);
    const out = model.forward([NAN, 1]);
    out.backward();
    assert.deepEqual([out.data, ...model.parameters().map(p => p.grad)], [NAN, NAN, NAN, NAN]);
  });
});
