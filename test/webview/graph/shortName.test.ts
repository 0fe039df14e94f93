import assert from 'node:assert/strict';
import { shortName } from '../../../webview/graph/shortName';

describe('shortName', () => {
  it('leaves a name that has room as it is', () => {
    assert.equal(shortName('layers[0]', 9), 'layers[0]');
  });

  it('keeps the last part of a path, and of what is before its beginning', () => {
    assert.equal(shortName('n => n.call(x) › neurons[0]', 24), 'n => n.cal… › neurons[0]');
    assert.equal(shortName('n => n.call(x) › neurons[0]', 15), '…neurons[0]');
    assert.equal(shortName('l 2 › … › neurons[0]', 19), 'l 2… › neurons[0]');
  });

  it('keeps the number of a name, and of its beginning what has room', () => {
    assert.equal(shortName('n => n.call(x) › neurons[12]', 10), 'neuro…[12]');
    assert.equal(shortName('neurons[12]', 8), 'neu…[12]');
    assert.equal(shortName('while 13', 5), 'w… 13');
    assert.equal(shortName('values 1 – 50', 12), 'valu… 1 – 50');
  });

  it('keeps both ends of a name that has no number', () => {
    assert.equal(shortName('([x, y]) => (net.call(x) - y) ** 2', 21), '([x, y]) =… - y) ** 2');
  });

  it('is never longer than asked, and always ends as the name does', () => {
    const names = [
      'n => n.call(x) › neurons[0]',
      'epoch 12 › step 3',
      'forward',
      'a › b',
      'values 1 – 1000000',
      '関数の名前[3]',
    ];
    for (const name of names) {
      for (let chars = 0; chars < 30; chars++) {
        const shown = shortName(name, chars);
        assert.ok([...shown].length <= chars, `${shown} in ${chars}`);
        if (shown !== '') assert.equal(shown.at(-1), name.at(-1), `${name} in ${chars}: ${shown}`);
      }
    }
  });
});
