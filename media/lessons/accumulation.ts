// A value that is used more than once collects a gradient from each use.
import { Value } from 'tapelens';

const a = new Value(-2);
const b = new Value(3);

const d = a * b;
const e = a + b;
const f = d * e;

f.backward();

console.log(`a.grad is ${a.grad}: ${b.data * e.data} through d, and ${d.data} through e.`);
