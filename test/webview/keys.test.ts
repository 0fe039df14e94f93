import assert from 'node:assert/strict';
import { commandOf, KEY_SECTIONS, keyName, type Place } from '../../webview/keys';

const press = (key: string, place: Place, ctrlKey = false) =>
  commandOf({ key, ctrlKey, altKey: false, metaKey: false }, place);

describe('commandOf', () => {
  it('steps with the arrows on the page, walks with them on a node, changes the pass on the chart', () => {
    assert.equal(press('ArrowRight', 'page'), 'nextStep');
    assert.equal(press('ArrowRight', 'control'), 'nextStep');
    assert.equal(press('ArrowRight', 'node'), 'walkConsumer');
    assert.equal(press('ArrowRight', 'chart'), 'nextPass');
  });

  it('leaves Space and Enter to buttons, and everything to sliders', () => {
    assert.equal(press(' ', 'page'), 'togglePlay');
    assert.equal(press(' ', 'control'), null);
    assert.equal(press('ArrowRight', 'field'), null);
  });

  it('tells a named key with Shift from one without, and takes a character as it comes', () => {
    const shifted = (key: string) =>
      commandOf({ key, shiftKey: true, ctrlKey: false, altKey: false, metaKey: false }, 'node');
    assert.equal(shifted('ArrowLeft'), 'panLeft');
    assert.equal(shifted('?'), 'help');
    assert.equal(shifted('Home'), null);
  });

  it('takes a letter with Shift or Caps Lock for the letter, as the help writes it', () => {
    for (const { places, keys } of KEY_SECTIONS.flatMap(({ rows }) => rows)) {
      for (const [key, command] of Object.entries(keys).filter(([name]) => name.trim().length === 1)) {
        for (const place of places) assert.equal(press(keyName(key), place), command, `${place} ${keyName(key)}`);
      }
    }
    assert.equal(press('F', 'page', true), null);
  });

  it("leaves the editor's shortcuts alone", () => {
    assert.equal(press('f', 'page'), 'fit');
    assert.equal(press('f', 'page', true), null);
  });
});
