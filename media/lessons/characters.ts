// A model that learns which character comes next. Three characters go in, as two numbers each that are learned, too.
import { F, Generator, randn, tensor } from 'tapelens';

const words = ['emma', 'olivia', 'ava', 'isabella', 'sophia'];
const alphabet = '.abcdefghijklmnopqrstuvwxyz'; // the dot begins and ends a word

const contexts: number[][] = [];
const targets: number[] = [];
for (const word of words) {
  let context = [0, 0, 0];
  for (const character of `${word}.`) {
    const next = alphabet.indexOf(character);
    contexts.push(context);
    targets.push(next);
    context = [...context.slice(1), next];
  }
}
const X = tensor(contexts, { dtype: 'int32' }); // (32, 3)
const Y = tensor(targets, { dtype: 'int32' }); // (32)

const generator = new Generator(2147483647);
const C = randn([27, 2], { generator });
const W1 = randn([6, 100], { generator });
const b1 = randn([100], { generator });
const W2 = randn([100, 27], { generator });
const b2 = randn([27], { generator });
const parameters = [C, W1, b1, W2, b2];
for (const p of parameters) p.requiresGrad = true;
console.log(`${parameters.reduce((count, p) => count + p.numel(), 0)} parameters`);

for (let step = 0; step < 100; step++) {
  const emb = C.index(X); // (32, 3, 2)
  const h = (emb.view(-1, 6).matmul(W1) + b1).tanh();
  const logits = h.matmul(W2) + b2;
  const loss = F.crossEntropy(logits, Y);

  for (const p of parameters) p.grad = null;
  loss.backward();
  for (const p of parameters) p.data += -0.1 * p.grad!;

  if (step % 10 === 0) console.log(step, loss.item());
}
