import assert from 'node:assert/strict';
import { below } from '../../../webview/graph/below';
import type { Box } from '../../../webview/graph/geometry';
import { boxesIn } from '../../../webview/graph/walk';
import { Folded } from '../folded';
import { everything, plainScene, RandomGraph, randomFrom } from './scenes';

/** A drawing in characters: every letter is a box, around all places where it stands; a row is twice as high as a column is wide. */
function drawing(...rows: string[]): Map<string, Box> {
  const boxes = new Map<string, Box>();
  rows.forEach((row, y) => {
    [...row].forEach((key, x) => {
      if (key === ' ') return;
      const box = boxes.get(key) ?? { x: x * 10, y: y * 20, width: 0, height: 0 };
      const left = Math.min(box.x, x * 10);
      const right = Math.max(box.x + box.width, x * 10 + 10);
      boxes.set(key, { x: left, y: box.y, width: right - left, height: y * 20 + 20 - box.y });
    });
  });
  return boxes;
}

/** Down from each, and up. */
const downs = (boxes: Map<string, Box>) => [...boxes.keys()].map(key => `${key}${below(boxes, key) ?? '-'}`).join(' ');
const ups = (boxes: Map<string, Box>) =>
  [...boxes.keys()].map(key => `${key}${below(boxes, key, true) ?? '-'}`).join(' ');

describe('below', () => {
  it('goes down and up a column', () => {
    const boxes = drawing('aaa  ddd', '', 'bbb  eee', '', 'ccc     ');
    assert.equal(downs(boxes), 'ab de bc ec c-');
    assert.equal(ups(boxes), 'a- d- ba ed cb');
  });

  it('stays in the column, however much nearer another is', () => {
    const boxes = drawing('aaa     ', '    bbb ', '        ', '        ', ' ccc    ');
    assert.equal(below(boxes, 'a'), 'c');
    assert.equal(below(boxes, 'c', true), 'a');
  });

  it('takes another column if there is nothing in this one, the nearest first', () => {
    const boxes = drawing('aaa        ', '    bbb    ', '           ', '        ccc');
    assert.equal(downs(boxes), 'ab bc c-');
    assert.equal(ups(boxes), 'a- ba cb');
    assert.equal(below(drawing('   a   ', '       ', 'b     c', '      c'), 'a'), 'b', 'at the same height');
    assert.equal(below(drawing('a     ', '      ', '     b', ' c    '), 'a'), 'c', 'aside is farther than down');
  });

  it('does not take what is beside something for what is below it', () => {
    const boxes = drawing('aaa bbb', 'aaa bbb', '    bbb');
    assert.equal(downs(boxes), 'a- b-');
    assert.equal(ups(boxes), 'a- b-');
  });

  it('goes from a head that is wider than all to what is below its name, and back from everywhere', () => {
    const boxes = drawing(
      'hhhhhhhhhhhhhhhh',
      '            ddd ',
      ' aaa            ',
      '      bbb       ',
      '            eee ',
    );
    assert.equal(below(boxes, 'h'), 'a');
    for (const key of ['a', 'b', 'd']) assert.equal(below(boxes, key, true), 'h', key);
    assert.equal(below(boxes, 'e', true), 'd');
  });

  it('does not skip what lies between, though it is farther aside', () => {
    const boxes = drawing('aaa         ', '            ', '  bbbbbbbbbb', '            ', 'ccc         ');
    assert.equal(below(boxes, 'a'), 'b');
    assert.equal(below(boxes, 'c', true), 'b');
  });

  it('finds all that is lower, and nothing else, wherever things are', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = randomFrom(seed);
      const boxes = new Map<string, Box>();
      for (let i = 0; i < 30; i++) {
        const side = () => 10 + Math.floor(random() * 60);
        boxes.set(`${i}`, { x: Math.floor(random() * 500), y: i * 20, width: side(), height: 15 });
      }
      for (const [key, box] of boxes) {
        const [down, up] = [below(boxes, key), below(boxes, key, true)];
        assert.equal(down === null, key === '29', `seed ${seed}: ${key}`);
        assert.equal(up === null, key === '0', `seed ${seed}: ${key}`);
        if (down) assert.ok(boxes.get(down)!.y > box.y);
        if (up) assert.ok(boxes.get(up)!.y < box.y);
      }
    }
  });

  it('has no two places on each other, in pictures however folded', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const places = [...boxesIn(everything(await plainScene(new RandomGraph(seed).make())))];
      places.forEach(([key, a], i) => {
        for (const [other, b] of places.slice(i + 1)) {
          const isApart =
            a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          assert.ok(isApart, `seed ${seed}: ${key} ${other}`);
        }
      });
    }
  });

  it('goes through the copies of a stack that shows all of them', async () => {
    const boxes = boxesIn(everything(await plainScene(new Folded(6, { sample: 'all' }).graph())));
    const cells = [...boxes.keys()].filter(key => key.startsWith('c'));
    assert.equal(cells.length, 6);
    assert.equal(below(boxes, 'g1'), cells[0], 'from the head of the stack to its first copy');
    assert.equal(below(boxes, cells[0], true), 'g1');
    const inside = below(boxes, cells[0])!;
    assert.match(inside, /^[vgr]/);
    assert.equal(below(boxes, inside, true), cells[0]);
  });
});
