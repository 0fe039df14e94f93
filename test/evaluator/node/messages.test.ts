/** What a user reads about an error, from the script to the recording. */
import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { NodeEvaluator } from '../../../src/evaluator/node/evaluator';
import { scriptOf } from '../../../src/evaluator/node/modules';
import { bundleChild } from './bundle';

describe('a script’s error is told in its own words', function () {
  this.timeout(30_000);
  let evaluator: NodeEvaluator;

  before(async () => {
    evaluator = new NodeEvaluator(await bundleChild(), true);
  });
  after(() => evaluator.dispose());

  for (const [text, message, hint] of [
    [
      "import { Valu } from 'tapelens';\nnew Valu(1);\n",
      "TypeError: Valu is not among what 'tapelens' exports",
      'Did you mean Value?',
    ],
    ['new Value(1);\n', 'ReferenceError: Value is not defined', "Add: import { Value } from 'tapelens';"],
    [
      "import { MLP } from 'tapelens';\nnew MLP(2, [2, 1])([1, 2]);\n",
      'TypeError: the result of this call is not a function',
      'If it is a network, call its method: n.forward(x).',
    ],
    ['const o: any = { x: 1 };\nfor (const y of o.x) o.y = y;\n', 'TypeError: this value is not iterable', undefined],
  ])
    it(`${message}`, async () => {
      const entry = scriptOf(path.join(os.tmpdir(), 'script.ts'), text ?? '');
      const limits = { time: 10, memory: 512, nodes: 1000 };
      const { done, recording } = evaluator.run({
        entry,
        folders: [os.tmpdir()],
        limits,
        overlay: () => undefined,
        onUpdate: () => undefined,
      });
      await done;
      assert.deepEqual([recording.error?.message, recording.error?.hint], [message, hint]);
    });
});
