/** The kernels alone, called by hand on a fixed plan of memory: what our tensors could reach at most. */
import type { Build } from '../../../../src/engine/kernels/kernels';
import { loadKernels } from '../../../../src/engine/kernels/load';
import { CHARACTERS, type CharactersName, CONTEXT, problemOf, RATE, type Step, VOCABULARY } from './workloads';

export function kernels(name: CharactersName, build: Build): Step {
  const k = loadKernels({ build });
  const { embedding, hidden, batch } = CHARACTERS[name];
  const { parameters, inputs, targets } = problemOf(name);
  const f32 = new Float32Array(k.buffer);
  let top = k.start;
  const room = (count: number) => {
    const at = top;
    top += Math.ceil(count / 16) * 64;
    return at;
  };
  const placed = parameters.map(each => {
    const at = room(each.numbers.length);
    f32.set(each.numbers, at >> 2);
    return { at, grad: room(each.numbers.length), count: each.numbers.length };
  });
  const [C, W1, b1, W2, b2] = placed;
  const [x, y] = [inputs, targets].map(integers => {
    const at = room(integers.length);
    new Int32Array(k.buffer).set(integers, at >> 2);
    return at;
  });
  const wide = CONTEXT * embedding;
  const [emb, product, sum, h, dh, dsum] = [wide, hidden, hidden, hidden, hidden, hidden].map(n => room(batch * n));
  const [scores, logits, softmax, dlogits] = Array.from({ length: 4 }, () => room(batch * VOCABULARY));
  const demb = room(batch * wide);
  return () => {
    k.gatherRows(batch * CONTEXT, embedding, C.at, x, emb);
    k.matmul(batch, hidden, wide, emb, wide, 1, W1.at, hidden, 1, product);
    k.addRow(batch, hidden, product, b1.at, sum);
    k.tanh(batch * hidden, sum, h);
    k.matmul(batch, VOCABULARY, hidden, h, hidden, 1, W2.at, VOCABULARY, 1, scores);
    k.addRow(batch, VOCABULARY, scores, b2.at, logits);
    const loss = k.crossEntropy(batch, VOCABULARY, logits, y, softmax) / batch;
    k.crossEntropyBackward(batch, VOCABULARY, softmax, y, 1 / batch, dlogits);
    k.columnSums(batch, VOCABULARY, dlogits, b2.grad);
    k.matmul(batch, hidden, VOCABULARY, dlogits, VOCABULARY, 1, W2.at, 1, VOCABULARY, dh);
    k.matmul(hidden, VOCABULARY, batch, h, 1, hidden, dlogits, VOCABULARY, 1, W2.grad);
    k.tanhBackward(batch * hidden, h, dh, dsum);
    k.columnSums(batch, hidden, dsum, b1.grad);
    k.matmul(batch, wide, hidden, dsum, hidden, 1, W1.at, 1, hidden, demb);
    k.matmul(wide, hidden, batch, emb, 1, wide, dsum, hidden, 1, W1.grad);
    k.fill(C.count, 0, C.grad);
    k.scatterAddRows(batch * CONTEXT, embedding, demb, x, C.grad);
    for (const { at, grad, count } of placed) k.axpy(count, -RATE, grad, at);
    return { loss: () => loss };
  };
}
