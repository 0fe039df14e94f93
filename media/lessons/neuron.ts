// A neuron: two inputs, two weights, a bias, and a tanh that squashes the sum into -1 … 1.
// Run "Visualize Graph" from the command palette, then step the backward pass with the arrow keys.
import { Value } from 'tapelens';

// inputs
const x1 = new Value(2);
const x2 = new Value(0);

// weights
const w1 = new Value(-3);
const w2 = new Value(1);

// bias
const b = new Value(6.8813735870195432);

const x1w1 = x1 * w1;
const x2w2 = x2 * w2;
const x1w1x2w2 = x1w1 + x2w2;
const n = x1w1x2w2 + b;
const o = n.tanh();

o.backward();

console.log(`o is ${o.data.toFixed(4)}; a small step of w1 moves it by ${w1.grad.toFixed(4)} times as much.`);
