/** jax-js: one function for the whole step, compiled. Rows are looked up by a product with one-hot rows. */
import { CHARACTERS, CONTEXT, problemOf, RATE, tinyNumbers, VOCABULARY } from './workloads';

/** @param {(name: string) => Promise<any>} load - Imports a package. */
export async function jax(name, load) {
  const { defaultDevice, init, jit, nn, numpy: np, valueAndGrad } = await load('@jax-js/jax');
  await init('wasm');
  defaultDevice('wasm');
  return name === 'tiny' ? tiny({ jit, nn, np, valueAndGrad }) : characters({ jit, nn, np, valueAndGrad }, name);
}

function oneHot(np, indices) {
  const rows = new Float32Array(indices.length * VOCABULARY);
  indices.forEach((index, i) => {
    rows[i * VOCABULARY + index] = 1;
  });
  return np.array(rows).reshape([indices.length, VOCABULARY]);
}

function characters({ jit, nn, np, valueAndGrad }, name) {
  const { embedding, batch } = CHARACTERS[name];
  const problem = problemOf(name);
  let all = problem.parameters.map(({ shape, numbers }) => np.array(new Float32Array(numbers)).reshape(shape));
  const x = oneHot(np, problem.inputs);
  const y = oneHot(np, problem.targets);
  // An array is used up by what takes it, unless its `ref` is given.
  const lossOf = ([C, W1, b1, W2, b2], inputs, targets) => {
    const emb = np.matmul(inputs, C).reshape([batch, CONTEXT * embedding]);
    const h = np.tanh(np.matmul(emb, W1).add(b1));
    return nn
      .logSoftmax(np.matmul(h, W2).add(b2))
      .mul(targets)
      .sum()
      .mul(-1 / batch);
  };
  const step = jit((parameters, inputs, targets) => {
    const [loss, grads] = valueAndGrad(lossOf)(
      parameters.map(p => p.ref),
      inputs,
      targets,
    );
    return [loss, parameters.map((p, i) => p.add(grads[i].mul(-RATE)))];
  });
  return () => {
    const [loss, updated] = step(all, x.ref, y.ref);
    all = updated;
    return read(loss);
  };
}

function tiny({ jit, nn, np, valueAndGrad }) {
  const numbers = tinyNumbers();
  const w = np.array(new Float32Array(numbers.w)).reshape([5, 3]);
  const b = np.array(new Float32Array(numbers.b));
  // Against ones, binary cross entropy of z is softplus(-z).
  const lossOf = ([weight, bias]) =>
    nn
      .softplus(
        np
          .matmul(np.ones([5]), weight)
          .add(bias)
          .mul(-1),
      )
      .mean();
  const step = jit(valueAndGrad(lossOf));
  return () => {
    const [loss, grads] = step([w.ref, b.ref]);
    const made = read(loss);
    for (const grad of grads) grad.dispose();
    return made;
  };
}

/** Nothing is computed until something is read. */
function read(loss) {
  const [value] = loss.dataSync();
  return { loss: () => value };
}
