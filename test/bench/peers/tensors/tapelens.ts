/** Our engine; recording as the product does, or not. */
import { F, ones, type Tensor, tensor } from '../../../../src/engine';
import { NONE, Tape, useTape } from '../../../../src/engine/tape';
import { Stream } from '../../../../src/evaluator/stream';
import {
  CHARACTERS,
  type CharactersName,
  CONTEXT,
  problemOf,
  RATE,
  type Step,
  tinyNumbers,
  type WorkloadName,
} from './workloads';

const FLUSH_MS = 100;

export function tapelens(name: WorkloadName, isRecording: boolean): Step {
  const step = name === 'tiny' ? tiny() : characters(name);
  return isRecording ? recorded(step) : step;
}

function characters(name: CharactersName): Step {
  const { embedding, batch } = CHARACTERS[name];
  const { parameters, inputs, targets } = problemOf(name);
  const all = parameters.map(({ shape, numbers }) => tensor(numbers, { requiresGrad: true }).detach().view(shape));
  for (const p of all) p.requiresGrad = true;
  const [C, W1, b1, W2, b2] = all;
  const x = tensor(inputs, { dtype: 'int32' }).view(batch, CONTEXT);
  const y = tensor(targets, { dtype: 'int32' });
  return () => {
    const h = C.index(x)
      .view(batch, CONTEXT * embedding)
      .matmul(W1)
      .add(b1)
      .tanh();
    const loss = F.crossEntropy(h.matmul(W2).add(b2), y);
    for (const p of all) p.grad = null;
    loss.backward();
    for (const p of all) p.data = p.data.add(p.grad!.mul(-RATE));
    return lossOf(loss);
  };
}

function tiny(): Step {
  const numbers = tinyNumbers();
  const x = ones([5]);
  const y = ones([3]);
  const w = tensor(numbers.w).view(5, 3);
  const b = tensor(numbers.b);
  w.requiresGrad = true;
  b.requiresGrad = true;
  return () => {
    const loss = F.binaryCrossEntropyWithLogits(x.matmul(w).add(b), y);
    loss.backward();
    return lossOf(loss);
  };
}

function lossOf(loss: Tensor) {
  return { loss: () => loss.item() };
}

function recorded(step: Step): Step {
  const tape = new Tape();
  useTape(tape);
  const stream = new Stream(tape, () => undefined, 'bench.ts');
  tape.recorder = stream;
  let flushed = performance.now();
  return () => {
    const made = step();
    tape.stamp(NONE);
    stream.stamped(NONE);
    // As the evaluator does, which has a script to watch.
    if (performance.now() - flushed >= FLUSH_MS) {
      stream.flush(NONE);
      flushed = performance.now();
    }
    return made;
  };
}
