// A small network learns four samples. The loss of every epoch is drawn under the graph: click a point to see its graph.
import { MLP, sum, zip } from 'tapelens';

const network = new MLP(3, [4, 4, 1]);
console.log(`${network.parameters().length} parameters`);

const xs = [
  [2, 3, -1],
  [3, -1, 0.5],
  [0.5, 1, 1],
  [1, 1, -1],
];
const ys = [1, -1, -1, 1];

for (let epoch = 0; epoch < 20; epoch++) {
  const ypred = xs.map(x => network.forward(x));
  const loss = sum(zip(ys, ypred).map(([y, out]) => (out - y) ** 2));

  network.zeroGrad();
  loss.backward();
  for (const p of network.parameters()) p.data -= 0.05 * p.grad;

  console.log(epoch, loss.data);
}
