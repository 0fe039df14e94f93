/** Scripts with tensors in a real, locked-down process. */
import assert from 'node:assert/strict';
import { tensorData } from '../../../src/recording/queries/numbers';
import type { Recording } from '../../../src/recording/recording';
import { factsAround } from '../../../src/view/facts';
import { lastCursor } from '../../../src/view/values';
import { nodeNamed } from '../../recording/record';
import { evaluating } from './evaluating';

const IMPORT = "import { F, log, manualSeed, nn, noGrad, optim, plot, randn, tensor, Value } from 'tapelens';\n";

describe('A script with tensors', function () {
  this.timeout(30_000);
  const { run, prints, fails } = evaluating();

  /** The facts at the first place where a text stands. */
  const factsAt = (recording: Recording, text: string) =>
    factsAround(recording, { file: 0, offset: recording.files[0].text.indexOf(text) + 1 }, lastCursor(recording));

  it('has operators', async () => {
    const script = `const x = tensor([[1, 2], [3, 4]]);
const w = tensor([2, 3], { requiresGrad: true });
const t = -((2 * x - w) ** 2) / 2 + 1;
t.sum().backward();
w.data += -0.5 * w.grad!;
w.data -= 1;
console.log(t.tolist().join(' '), w.grad!.tolist().join(' '), w.tolist().join(' '), (w > 0).tolist().join(' '));`;
    await prints(IMPORT + script, '1,0.5 -7,-11.5 4 6 -1 -1 false false');
  });

  it('may compare single numbers, and use tensors in text', async () => {
    await prints(
      `${IMPORT}const a = tensor(2); console.log(a < 3 ? 'less' : 'more', '' + a, a == 2);`,
      'less tensor(2.) true',
    );
  });

  it('says which shapes do not fit, and where', async () => {
    const text = `${IMPORT}const emb = randn([32, 3, 2]);\nconst W1 = randn([6, 100]);\nconst h = W1.matmul(emb);`;
    assert.match(
      await fails(text),
      /^4:\d+ .*cannot multiply \(6, 100\) by \(32, 3, 2\): the inner sizes 100 and 3 differ/,
    );
    const sum = `${IMPORT}const a = randn([32, 100]);\nconst b = randn([27]);\nconst c = a\n  + b;`;
    assert.match(await fails(sum), /^4:\d+ .*\(32, 100\) and \(27\) do not broadcast/);
  });

  it('gives tensors the names of their variables, and the places where they were made', async () => {
    const recording = await run(`${IMPORT}const w = randn([3], { requiresGrad: true });
const net = new nn.Sequential(new nn.Linear(3, 2), new nn.Tanh());
const xs = [tensor([1, 2, 3]), w];
const out = net.forward(xs[0] * xs[1]);
out.sum().backward();`);
    assert.equal(recording.error, null);
    const line = (label: string) => recording.siteOf(nodeNamed(recording, label))?.line;
    const lines = ['w', 'net.layers[0].weight', 'net.layers[0].bias', 'xs[0]', 'out'].map(line);
    assert.deepEqual(lines, [2, 3, 3, 4, 5]);
  });

  it('repeats the steps of a training loop', async () => {
    const recording = await run(`${IMPORT}manualSeed(1);
const x = randn([8, 3]);
const net = new nn.Linear(3, 1);
const optimizer = new optim.Adam(net.parameters(), { lr: 0.1 });
for (let step = 0; step < 50; step++) {
  const loss = F.mseLoss(net.forward(x), tensor([[1]]).expand(8, 1));
  optimizer.zeroGrad();
  loss.backward();
  optimizer.step();
}`);
    assert.equal(recording.error, null);
    assert.equal(recording.passes.length, 50);
    assert.ok(recording.passes[49].loss < recording.passes[0].loss);
    const rows = new Set(Array.from({ length: recording.length }, (_, node) => recording.segments.row(node)));
    assert.ok(rows.size < 20, `${rows.size} of ${recording.length} nodes are written out`);
  });

  it('tells in hovers what a tensor is, its statistics and its gradient', async () => {
    const recording = await run(`${IMPORT}const x = tensor([[1, 2], [3, 4]]);
const w = tensor([[1, 0], [0, 1]], { requiresGrad: true });
const z = x.matmul(w);
const g = z.detach();
z.sum().backward();`);
    assert.deepEqual(
      ['tensor', 'data', 'grad', 'op'].map(key => factsAt(recording, 'z =')?.[key as 'tensor']),
      [
        '2×2, float32, MatmulBackward',
        'mean 2.5, std 1.291, from 1 to 4',
        'mean 1, std 0, from 1 to 1 (final)',
        '@ (matrix product)',
      ],
    );
    assert.equal(factsAt(recording, 'x =')?.grad, 'requires no gradient');
    assert.equal(factsAt(recording, 'w =')?.tensor, '2×2, float32, requires a gradient');
    assert.equal(factsAt(recording, 'g =')?.value, 'Tensor [2, 2]');
  });

  it('computes with the kernels, and has its tensors recorded though their memory moves', async () => {
    const recording = await run(`${IMPORT}const kept = randn([5000]);
let sum = 0;
for (let i = 0; i < 3000; i++) sum += noGrad(() => kept.mul(2).sum().item());
kept.mul(1);
console.log(typeof WebAssembly);`);
    assert.equal(recording.error, null);
    assert.equal(tensorData(recording, nodeNamed(recording, 'kept'), 0)?.values?.length, 5000);
  });

  it('stops where tensors take more memory than allowed', async () => {
    const text = `${IMPORT}const all = [];\nfor (;;) all.push(randn([500_000]));`;
    assert.match(await fails(text, { memory: 400 }), /^3:\d+ .*more than 400 MiB of memory/);
  });

  it('may log and plot', async () => {
    const recording = await run(`${IMPORT}const v = new Value(2);
for (let i = 0; i < 3; i++) {
  const loss = v * v;
  loss.backward();
  log('half', loss.data / 2);
  plot.line([1, 2, i]);
}`);
    const [{ count, site }] = recording.plots.list;
    assert.deepEqual([count, recording.placeOf(site)], [3, 'script.ts:7']);
    assert.deepEqual(Array.from(recording.logged.pass.view()), [1, 2, 3]);
  });
});
