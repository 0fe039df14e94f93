import assert from 'node:assert/strict';
import { evaluating, printed } from './evaluating';

describe('Data sets in a script', () => {
  const { prints, run } = evaluating();

  it('are there without any file of the user’s', async () => {
    const text = `import { datasets } from 'tapelens';
console.log(datasets.iris().x.length, datasets.names().includes('emma'), datasets.moons().y.length);`;
    await prints(text, '150 true 100');
  });

  it('are the same in every run without a seed', async () => {
    const text = `import { datasets, trainTestSplit } from 'tapelens';
const { x, y } = datasets.moons({ samples: 5, noise: 0.1 });
console.log(JSON.stringify(trainTestSplit(x, y)));`;
    const once = printed(await run(text));
    assert.match(once, /^\[\[\[-?\d/);
    await prints(text, once.trimEnd());
  });
});
