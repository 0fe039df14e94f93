/** A training loss over many samples: what is drawn in groups and stacks. */
import { MLP, Value } from '../../src/engine';

export function perceptron(): void {
  const network = new MLP(2, [3, 1]);
  let loss = new Value(0);
  for (let i = 0; i < 12; i++) {
    const out = network.forward([i / 10, 1 - i / 20]) as Value;
    loss = loss.add(out.sub(1).pow(2));
  }
  loss.backward();
}
