/** The graphs of the lessons, made with the engine's methods. */
import { MLP, sum, Value, zip } from '../../src/engine';

const named = (value: Value, label: string) => {
  value.label = label;
  return value;
};

/** o = tanh(x1·w1 + x2·w2 + b) with n = 0.8814. */
export function neuron(): void {
  const x1 = new Value(2, 'x1');
  const x2 = new Value(0, 'x2');
  const w1 = new Value(-3, 'w1');
  const w2 = new Value(1, 'w2');
  const b = new Value(6.8813735870195432, 'b');
  const n = named(x1.mul(w1).add(x2.mul(w2)).add(b), 'n');
  named(n.tanh(), 'o').backward();
}

/** d = a·b, e = a + b, f = d·e at a = −2, b = 3. */
export function accumulation(): void {
  const a = new Value(-2, 'a');
  const b = new Value(3, 'b');
  const d = named(a.mul(b), 'd');
  const e = named(a.add(b), 'e');
  named(d.mul(e), 'f').backward();
}

/** A network of 41 parameters on four samples. */
export function training(epochs: number): void {
  const network = new MLP(3, [4, 4, 1]);
  const xs = [
    [2, 3, -1],
    [3, -1, 0.5],
    [0.5, 1, 1],
    [1, 1, -1],
  ];
  const ys = [1, -1, -1, 1];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const outputs = xs.map(x => network.forward(x));
    const loss = sum(zip(ys, outputs).map(([y, out]) => out.sub(y).pow(2)));
    network.zeroGrad();
    loss.backward();
    for (const p of network.parameters()) p.data -= 0.05 * p.grad;
  }
}
