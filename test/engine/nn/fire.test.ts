/** Networks write their nodes without handles; the nodes are those that methods would make. */
import assert from 'node:assert/strict';
import { Layer, MLP, Neuron, random, sum, Value } from '../../../src/engine';
import type { Activation } from '../../../src/engine/nn/activation';
import { NONE, Tape, useTape } from '../../../src/engine/tape';

type Inputs = readonly (Value | number)[];
type Forward = (net: MLP, x: Inputs) => Value[];

const listOf = <T>(x: T | T[]): T[] => (Array.isArray(x) ? x : [x]);
const byNetwork: Forward = (net, x) => listOf(net.forward(x));
const byLayers: Forward = (net, x) => net.layers.reduce<Inputs>((values, layer) => layer.outputs(values), x) as Value[];
const byNeurons: Forward = (net, x) =>
  net.layers.reduce<Inputs>((values, { neurons }) => neurons.map(neuron => neuron.forward(values)), x) as Value[];
const byMethods: Forward = (net, x) =>
  net.layers.reduce<Inputs>((values, { neurons }) => neurons.map(neuron => neuronOf(neuron, values)), x) as Value[];

function neuronOf({ w, b, activation }: Neuron, x: Inputs): Value {
  const total = w.reduce((sum, weight, i) => sum.add(weight.mul(x[i])), b);
  return activation === 'linear' ? total : total[activation]();
}

/** All that is on the tape after some steps of training, and the ids and data of what each step gave. */
function trained(forward: Forward, change?: (net: MLP, step: number, made: Value[]) => void): unknown {
  const tape = new Tape();
  const before = useTape(tape);
  try {
    random.seed(5);
    const activations: Activation[] = ['tanh', 'relu', 'sigmoid', 'linear'];
    const nets = activations.map((activation, i) => new MLP(3, [4, 3, 1 + (i % 2)], { activation, output: 'tanh' }));
    const input = new Value(0.3);
    const kept: Value[] = [];
    const told: number[] = [];
    for (let step = 0; step < 6; step++) {
      const made = nets.flatMap(net => [
        ...forward(net, [input, step, 0.5]),
        ...forward(net, [0.1, input.mul(2), kept.length > 0 ? kept[kept.length - 1] : input]),
      ]);
      const loss = sum(made.map(out => out.sub(1).pow(2)));
      loss.backward();
      told.push(loss.data, ...made.map(({ id }) => id));
      for (const p of nets.flatMap(net => net.parameters())) {
        p.data -= 0.01 * p.grad;
        p.grad = 0;
      }
      change?.(nets[0], step, made);
      if (change !== undefined && step === 3) kept.push(made[0]);
    }
    tape.stamp(NONE);
    const { structure } = tape.frame;
    const columns = [structure.op, structure.in0, structure.in1, tape.data, tape.grad];
    return { told, made: tape.made, columns: columns.map(column => column.slice(0, tape.length)) };
  } finally {
    useTape(before);
  }
}

describe('A network', () => {
  const ways = { network: byNetwork, layers: byLayers, neurons: byNeurons };

  for (const [name, way] of Object.entries(ways)) {
    it(`makes the nodes that methods make, step after step: by its ${name}`, () => {
      assert.deepEqual(trained(way), trained(byMethods));
    });

    it(`does so with weights replaced by leaves, by results and by those of earlier steps: by its ${name}`, () => {
      const change = (net: MLP, step: number, made: Value[]) => {
        const [first, second] = net.layers;
        if (step === 1) first.neurons[1].w[1] = new Value(0.7);
        if (step === 2) second.neurons[0].w[2] = made[2];
        if (step === 4) first.neurons[0].w.splice(0, 1, net.layers[2].neurons[0].b);
      };
      assert.deepEqual(trained(way, change), trained(byMethods, change));
    });
  }

  it('has inputs that are the very weights, bias and Values used, and the same objects each time', () => {
    const net = new MLP(2, [2, 1]);
    const x = new Value(0.5);
    const out = net.forward([x, 2]);
    const [total] = out.inputs;
    assert.equal(out.inputs[0], total);
    const [rest, product] = total.inputs;
    const { w, b } = net.layers[1].neurons[0];
    assert.equal(product.inputs[0], w[1]);
    assert.equal(rest.inputs[0], b);
    const hidden = product.inputs[1];
    assert.equal(total.inputs[1].inputs[1], hidden);
    assert.equal(hidden.op, 'tanh');
    const first = hidden.inputs[0].inputs[0].inputs[1];
    assert.deepEqual([first.inputs[0], first.inputs[1]], [net.layers[0].neurons[1].w[0], x]);
  });

  it('asks neurons and layers that somebody else made', () => {
    class Doubled extends Neuron {
      override forward(x: Inputs): Value {
        return super.forward(x).mul(2);
      }
    }
    class Shifted extends Layer {
      override outputs(x: Inputs): Value[] {
        return super.outputs(x).map(out => out.add(1));
      }
    }
    random.seed(1);
    const net = new MLP(1, [1, 1], { activation: 'linear' });
    const [plain] = net.layers[0].outputs([3]);
    net.layers[0].neurons[0] = Object.assign(new Doubled(1, { activation: 'linear' }), {
      w: net.layers[0].neurons[0].w,
      b: net.layers[0].neurons[0].b,
    });
    assert.equal(net.layers[0].outputs([3])[0].data, 2 * plain.data);
    const { w, b } = net.layers[1].neurons[0];
    assert.equal(net.forward([3]).data, b.data + w[0].data * 2 * plain.data);
    net.layers[1] = Object.assign(new Shifted(1, 1), { neurons: net.layers[1].neurons });
    assert.equal(net.forward([3]).data, b.data + w[0].data * 2 * plain.data + 1);
  });

  it('names what is wrong with its inputs at the first step and at a repeated one', () => {
    const net = new MLP(2, [2, 1]);
    for (let step = 0; step < 3; step++) {
      assert.throws(() => net.forward([1]), /tanhNeuron\(2\) expects 2 inputs, but got 1\./);
      assert.throws(() => net.forward(undefined as unknown as number[]), /expects an array of 2 Values or numbers/);
      assert.throws(
        () => net.forward([1, '2' as unknown as number]),
        /mul expects a Value or a number, but got the string "2"\./,
      );
      assert.throws(
        () => net.forward([null as unknown as number, 1]),
        /mul expects a Value or a number, but got null\./,
      );
      net.forward([1, step]).backward();
    }
  });
});
