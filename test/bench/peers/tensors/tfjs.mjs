/** TensorFlow.js. Rows are looked up by a product with one-hot rows, for its WebAssembly has no gradient of a look-up. */
import { CHARACTERS, CONTEXT, problemOf, RATE, tinyNumbers, VOCABULARY } from './workloads';

/** @param {(name: string) => Promise<any>} load - Imports a package. */
export async function tfjs(backend, name, load) {
  const tf = await load('@tensorflow/tfjs');
  await load(`@tensorflow/tfjs-backend-${backend}`);
  await tf.setBackend(backend);
  await tf.ready();
  return name === 'tiny' ? tiny(tf) : characters(tf, name);
}

function characters(tf, name) {
  const { embedding, batch } = CHARACTERS[name];
  const { parameters, inputs, targets } = problemOf(name);
  const all = parameters.map(({ shape, numbers }) => tf.variable(tf.tensor(numbers, shape)));
  const [C, W1, b1, W2, b2] = all;
  const x = tf.cast(tf.oneHot(tf.tensor1d(inputs, 'int32'), VOCABULARY), 'float32');
  const y = tf.cast(tf.oneHot(tf.tensor1d(targets, 'int32'), VOCABULARY), 'float32');
  const forward = () => {
    const emb = tf.reshape(tf.matMul(x, C), [batch, CONTEXT * embedding]);
    const h = tf.tanh(tf.add(tf.matMul(emb, W1), b1));
    return tf.losses.softmaxCrossEntropy(y, tf.add(tf.matMul(h, W2), b2));
  };
  const optimizer = tf.train.sgd(RATE);
  return trained(() => optimizer.minimize(forward, true, all));
}

function tiny(tf) {
  const numbers = tinyNumbers();
  const w = tf.variable(tf.tensor2d(numbers.w, [5, 3]));
  const b = tf.variable(tf.tensor1d(numbers.b));
  const x = tf.ones([1, 5]);
  const y = tf.ones([1, 3]);
  const forward = () => tf.losses.sigmoidCrossEntropy(y, tf.add(tf.matMul(x, w), b));
  return trained(() => {
    const { value, grads } = tf.variableGrads(forward, [w, b]);
    tf.dispose(grads);
    return value;
  });
}

/** Only the newest loss is kept. */
function trained(step) {
  let last = null;
  return () => {
    last?.dispose();
    last = step();
    return { loss: () => last.dataSync()[0] };
  };
}
