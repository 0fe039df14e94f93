/** Trains with the kernels that the argument names, and prints every number of the parameters. */
import { F, Generator, optim, randint, randn, type Tensor } from '../../../../src/engine/index';
import type { Build } from '../../../../src/engine/kernels/kernels';
import { kernelMemory, setKernels } from '../../../../src/engine/tensor/memory';

const build = process.argv[2] as Build;
setKernels({ build });
const generator = new Generator(7);
const rand = (...shape: number[]) => randn(shape, { generator }).mul(0.3).detach();
const parameters = [rand(27, 10), rand(30, 70), rand(70), rand(70, 27), rand(27)];
for (const p of parameters) p.requiresGrad = true;
const [C, W1, b1, W2, b2] = parameters;
const x = randint(0, 27, [50, 3], { generator });
const y = randint(0, 27, [50], { generator });
const optimizer = new optim.SGD(parameters, { lr: 0.1 });

/** A layer of every kind that kernels compute, so that a difference in any of them would show. */
function forward(): Tensor {
  const h = C.index(x).view(50, 30).matmul(W1).add(b1);
  const mixed = h.tanh().add(h.sigmoid()).mul(h.relu().add(1)).sub(h.exp().mul(0.01)).div(h.mul(h).add(1).sqrt());
  const scaled = mixed.sub(mixed.mean(1, true)).div(mixed.sum(1, true).abs().add(5)).add(h.abs().add(1).log());
  return F.crossEntropy(scaled.matmul(W2).add(b2), y).add(h.softmax(1).mul(h.logSoftmax(1)).sum().mul(0.001));
}

for (let step = 0; step < 10; step++) {
  optimizer.zeroGrad();
  forward().backward();
  optimizer.step();
}
if (kernelMemory().kernels.build !== build) throw new Error(`There is no ${build} build here.`);
console.log(JSON.stringify(parameters.map(p => [...p.toTypedArray()])));
