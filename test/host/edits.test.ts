import assert from 'node:assert/strict';
import { Edits } from '../../src/host/edits';

/** Applies edits to a text as an editor does, and notes them. */
function edited(text: string, ...changes: { offset: number; length: number; text: string }[]) {
  const edits = new Edits();
  let now = text;
  for (const change of changes) {
    now = now.slice(0, change.offset) + change.text + now.slice(change.offset + change.length);
    edits.add([{ offset: change.offset, length: change.length, inserted: change.text.length }]);
  }
  return { now, edits };
}

describe('Edits', () => {
  it('finds the same character before and after', () => {
    const text = 'const a = b * c;';
    const { now, edits } = edited(
      text,
      { offset: 0, length: 0, text: '// x\n' },
      { offset: 15, length: 1, text: 'bb' },
    );
    for (const char of ['a', '*', ';']) assert.equal(edits.toThen(now.indexOf(char, 5)), text.indexOf(char));
  });

  it('knows no earlier place for what is new', () => {
    const { edits } = edited('abc', { offset: 1, length: 0, text: 'xyz' });
    assert.equal(edits.toThen(2), undefined);
    assert.equal(edits.toThen(3), undefined);
  });

  it('moves a range that was not touched', () => {
    const { now, edits } = edited('a * b', { offset: 0, length: 0, text: 'let ' });
    const range = edits.toNow(0, 5);
    assert.equal(range && now.slice(...range), 'a * b');
  });

  it('moves a range back when something before it is removed', () => {
    const { now, edits } = edited('let a * b', { offset: 0, length: 4, text: '' });
    const range = edits.toNow(4, 9);
    assert.equal(range && now.slice(...range), 'a * b');
  });

  it('gives up a range in which something changed', () => {
    const { edits } = edited('a * b', { offset: 2, length: 1, text: '+' });
    assert.equal(edits.toNow(0, 5), undefined);
    assert.deepEqual(edits.toNow(0, 1), [0, 1]);
    assert.deepEqual(edits.toNow(4, 5), [4, 5]);
  });

  it('takes several changes of one edit in the order in which an editor reports them', () => {
    const edits = new Edits();
    // 'a b c' becomes 'aa b cc': both offsets are of the text before.
    edits.add([
      { offset: 4, length: 1, inserted: 2 },
      { offset: 0, length: 1, inserted: 2 },
    ]);
    assert.deepEqual(edits.toNow(2, 3), [3, 4]);
    assert.equal(edits.toThen(3), 2);
  });
});
