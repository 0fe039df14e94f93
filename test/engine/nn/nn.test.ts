import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { type Activation, Layer, MLP, Module, Neuron, random, sum, Value, zip } from '../../../src/engine/index';

const XS = [
  [2, 3, -1],
  [3, -1, 0.5],
  [0.5, 1, 1],
  [1, 1, -1],
];
const YS = [1, -1, -1, 1];

describe('Neuron(inputs)', () => {
  it('draws its weights from −1 … 1, in order, and has bias 0', () => {
    random.seed(7);
    const expected = [random.uniform(-1, 1), random.uniform(-1, 1)];
    random.seed(7);
    const neuron = new Neuron(2);
    assert.deepEqual(
      neuron.parameters().map(p => [p.label, p.data]),
      [
        ['w[0]', expected[0]],
        ['w[1]', expected[1]],
        ['b', 0],
      ],
    );
  });

  it('computes activation(b + w·x), with numbers or Values', () => {
    const data = (activation: Activation) => {
      const neuron = new Neuron(2, { activation });
      for (const [p, value] of zip(neuron.parameters(), [2, -3, 0.5])) p.data = value;
      return neuron.forward([1, new Value(1)]).data;
    };
    assert.equal(data('linear'), -0.5);
    assert.equal(data('tanh'), Math.tanh(-0.5));
    assert.equal(data('relu'), 0);
    assert.equal(data('sigmoid'), 1 / (1 + Math.exp(0.5)));
  });

  it('names the numbers when the inputs do not fit', () => {
    assert.throws(() => new Neuron(3).forward([1, 2]), /tanhNeuron\(3\) expects 3 inputs, but got 2/);
  });

  it('names what is wrong with its arguments', () => {
    assert.throws(
      () => new Neuron(0),
      /Neuron expects its number of inputs to be a whole number from 1, but got the number 0/,
    );
    assert.throws(() => new MLP('3' as unknown as number, [4]), /inputs to be .*, but got the string "3"/);
    assert.throws(
      () => new Neuron(1, { activation: 'softmax' as Activation }),
      /must be one of 'tanh', 'relu', 'sigmoid', 'linear', but it is the string "softmax"/,
    );
  });
});

describe('Layer(inputs, outputs)', () => {
  it('gives one Value per neuron; a layer of one gives the Value', () => {
    const three: Value[] = new Layer(2, 3).forward([1, 2]);
    assert.equal(three.length, 3);
    const one: Value = new Layer(2, 1).forward([1, 2]);
    assert.ok(one instanceof Value);
  });

  it('has a readable text', () => {
    assert.equal(`${new Layer(3, 2, { activation: 'relu' })}`, 'Layer of [reluNeuron(3), reluNeuron(3)]');
  });
});

describe('MLP(inputs, outputs)', () => {
  it('has 41 parameters for 3 inputs and layers of 4, 4 and 1', () => {
    assert.equal(new MLP(3, [4, 4, 1]).parameters().length, 41);
  });

  it('has a readable text, in the console too', () => {
    const n = new MLP(3, [2, 1], { output: 'linear' });
    const text = 'MLP of [Layer of [tanhNeuron(3), tanhNeuron(3)], Layer of [linearNeuron(2)]]';
    assert.equal(String(n), text);
    assert.equal(inspect(n), text);
  });

  it('gives a Value for one output and an array for more', () => {
    const one: Value = new MLP(2, [2, 1]).forward([1, 2]);
    const two: Value[] = new MLP(2, [3, 2]).forward([1, 2]);
    assert.ok(one instanceof Value);
    assert.equal(two.length, 2);
  });

  it('lets the loss of four samples fall over 20 steps of 0.05', () => {
    random.seed(1337);
    const n = new MLP(3, [4, 4, 1]);
    const losses: number[] = [];
    for (let step = 0; step < 20; step++) {
      const ypred = XS.map(x => n.forward(x));
      const loss = sum(zip(YS, ypred).map(([ygt, yout]) => yout.sub(ygt).pow(2)));
      n.zeroGrad();
      loss.backward();
      for (const p of n.parameters()) p.data -= 0.05 * p.grad;
      losses.push(loss.data);
    }
    assert.ok(losses.at(-1)! < 0.1 && losses[0] > 1, `${losses}`);
  });

  it('names what is wrong with its layers', () => {
    assert.throws(() => new MLP(3, [] as number[]), /MLP expects the number of neurons of each layer as an array/);
    assert.throws(() => new MLP(3, 4 as unknown as number[]), /as in new MLP\(3, \[4, 4, 1\]\)/);
  });
});

describe('Module', () => {
  it('zeroes the grads of all parameters of a module of one’s own', () => {
    class Pair extends Module {
      readonly a = new Value(1);
      readonly b = new Neuron(1);
      override parameters(): Value[] {
        return [this.a, ...this.b.parameters()];
      }
    }
    const pair = new Pair();
    pair.b.forward([pair.a]).backward();
    assert.ok(pair.parameters().every(p => p.grad !== 0));
    pair.zeroGrad();
    assert.ok(pair.parameters().every(p => p.grad === 0));
    assert.deepEqual(new Module().parameters(), []);
  });
});
