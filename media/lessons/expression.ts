// A small expression and its gradients, first by the chain rule, then by nudging.
import { Value } from 'tapelens';

const a = new Value(2);
const b = new Value(-3);
const c = new Value(10);
const f = new Value(-2);

const e = a * b;
const d = e + c;
const L = d * f;

L.backward();

// The slope by nudging one leaf by h is the same as its grad.
function nudged(h: number): number {
  return ((a.data + h) * b.data + c.data) * f.data;
}
const h = 1e-4;
console.log(`dL/da by nudging: ${((nudged(h) - nudged(0)) / h).toFixed(4)}, by backward(): ${a.grad}`);

// Moving every leaf a little along its grad raises L.
for (const leaf of [a, b, c, f]) leaf.data += 0.01 * leaf.grad;
const raised = (a * b + c) * f;
console.log(`L was ${L.data} and is now ${raised.data.toFixed(3)}`);
