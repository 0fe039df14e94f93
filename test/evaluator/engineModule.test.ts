import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import * as engine from '../../src/engine';
import { ENGINE } from '../../src/evaluator/engineModule';
import { hintFor } from '../../src/evaluator/messages';

const exported = ENGINE as Record<string, unknown>;

describe("the module 'tapelens'", () => {
  it('has what the engine exports', () => {
    assert.deepEqual({ ...exported }, { __esModule: true, ...engine });
  });

  it('says what was meant when asked for something else', () => {
    for (const [name, message, hint] of [
      ['Valu', "Valu is not among what 'tapelens' exports", 'Did you mean Value?'],
      [
        'default',
        "A default is not among what 'tapelens' exports",
        "Import by name: import { Value } from 'tapelens';",
      ],
    ]) {
      assert.throws(() => exported[name], { name: 'TypeError', message });
      assert.equal(hintFor(`TypeError: ${message}`), hint);
    }
  });

  it('can be awaited, printed and made JSON of', async () => {
    assert.equal(await Promise.resolve(ENGINE), ENGINE);
    assert.match(inspect(ENGINE), /MLP/);
    assert.match(JSON.stringify(ENGINE), /^{"__esModule":true,/);
    assert.equal(typeof exported.hasOwnProperty, 'function');
  });
});
