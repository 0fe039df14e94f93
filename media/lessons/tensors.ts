// The smallest model with tensors: five inputs, three outputs, and a loss for yes-or-no questions.
import { F, ones, randn } from 'tapelens';

const x = ones([5]);
const y = ones([3]); // the right answers: three times yes

const w = randn([5, 3], { requiresGrad: true });
const b = randn([3], { requiresGrad: true });

const z = x.matmul(w) + b;
const loss = F.binaryCrossEntropyWithLogits(z, y);

loss.backward();

console.log(`z was made by an addition: ${z.gradFn}`);
console.log('Every input is 1, so each row of w.grad is b.grad:');
console.log(w.grad);
console.log(b.grad);
console.log(`Only leaves keep their grad; that of z is ${z.grad}`);
