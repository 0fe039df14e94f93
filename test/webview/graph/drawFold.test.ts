import assert from 'node:assert/strict';
import { pressed, turned } from '../../../webview/foldChoice';
import { NO_MARKS } from '../../../webview/graph/draw';
import { describeFold, drawCell, drawFold } from '../../../webview/graph/drawFold';
import { foldButtons, leastFrame } from '../../../webview/graph/foldHead';
import { countWords, drawStyle, METRICS, textWidth } from '../../../webview/graph/measure';
import { BLANK } from '../../../webview/graph/numbers';
import type { Scene } from '../../../webview/graph/placed';
import type { Group } from '../../../webview/graph/shapes';
import type { SeenFold } from '../../../webview/graph/sight';
import { Folded } from '../folded';
import { neuron } from '../samples';
import { everything, plainScene } from './scenes';

const style = drawStyle(neuron().graph('k'), null, 'badge');
const roles = (group: Group): string[] => group.shapes.map(shape => shape.role);
const texts = (group: Group): string[] => group.shapes.flatMap(shape => (shape.shape === 'text' ? [shape.text] : []));

describe('drawFold', () => {
  const reading = { ...BLANK, data: '0.25', grad: '1', state: 'final' as const };
  const foldsOf = async (sample: Folded): Promise<[Scene, SeenFold[]]> => {
    const scene = await plainScene(sample.graph());
    return [scene, everything(scene).folds];
  };
  const find = (folds: SeenFold[], kind: 'repeat' | 'group'): SeenFold =>
    folds.find(({ item }) => item.kind === kind && (kind === 'repeat' || item.name === 'penalty()'))!;
  const state = async (sample: Folded, kind: 'repeat' | 'group'): Promise<[Group, SeenFold]> => {
    const [scene, folds] = await foldsOf(sample);
    const fold = find(folds, kind);
    return [drawFold(fold, reading, NO_MARKS, scene.style), fold];
  };

  it('shows of a closed box how much is in it and what it results in, with room for its name', async () => {
    const [group] = await state(new Folded(12, { penalty: 'closed' }), 'group');
    assert.deepEqual(texts(group), ['penalty()', '4 values', 'data', '0.25', 'grad', '1']);
    assert.equal(group.title, 'penalty(), 4 values, results in 0.25, closed');
    assert.ok(roles(group).includes('card') && !roles(group).includes('frame'));
  });

  it('shows an open box as a frame with a head', async () => {
    const [group] = await state(new Folded(12), 'group');
    assert.deepEqual(texts(group), ['penalty()', '4 values']);
    assert.ok(roles(group).includes('frame'));
    assert.match(group.role, /is-open/);
  });

  it('shows a stack in its three states, with buttons for the others', async () => {
    const named = (fold: SeenFold): string[] => foldButtons(fold).map(({ name }) => name);
    const [closed, stack] = await state(new Folded(12, { sample: 'closed' }), 'repeat');
    assert.ok(texts(closed).includes('×12'));
    assert.deepEqual(named(stack), []);
    assert.equal(roles(closed).filter(role => role === 'stack-card').length, 2);
    const [page, one] = await state(new Folded(12, { sample: 4 }), 'repeat');
    assert.ok(texts(page).includes('5 of 12'));
    assert.deepEqual(named(one), ['previous', 'next', 'all']);
    const [all, each] = await state(new Folded(12, { sample: 'all' }), 'repeat');
    assert.ok(texts(all).includes('×12'));
    assert.deepEqual(named(each), ['one']);
    assert.match(describeFold(one, reading), /5 of 12, 10 values each, open$/);
  });

  it('titles copies side by side with names of their own, or else with their numbers', async () => {
    const [cell] = everything(await plainScene(new Folded(12, { sample: 'all' }).graph())).cells.slice(4);
    assert.deepEqual(texts(drawCell(cell)), ['5 of 12']);
    const names = Array.from({ length: 12 }, (_, i) => `i ${i}`);
    const named = drawCell({ ...cell, item: { ...cell.item, names } });
    assert.deepEqual(texts(named), ['i 4']);
    assert.equal(named.title, 'i 4, 5 of 12');
  });

  it('tells which copy a group is, if its name does not, and lets it be stacked again', async () => {
    const [fold] = everything(await plainScene(new Folded(3, { dot: 'open' }).graph())).folds.filter(
      ({ item }) => item.kind === 'group' && item.template !== null,
    );
    assert.ok(fold.item.kind === 'group');
    const copy = { ...fold, item: { ...fold.item, copy: { index: 1, of: 4, hasOwnName: false } } };
    const head = drawFold(copy, reading, NO_MARKS, style);
    assert.ok(texts(head).includes('2 of 4'));
    assert.match(head.title, /, 2 of 4, /);
    const buttons = foldButtons(copy);
    assert.deepEqual(
      buttons.map(({ name }) => name),
      ['one'],
    );
    const { x, y, width } = buttons[0].box;
    const { card } = fold.placed;
    assert.equal(pressed(copy, { x: fold.x + card.x + x + width / 2, y: fold.y + card.y + y + 1 }), 1);
    assert.equal(turned(copy, 1), 2);
    assert.equal(turned(copy, -2), 3);
    const named = { ...fold, item: { ...copy.item, copy: { index: 1, of: 4, hasOwnName: true } } };
    assert.ok(!texts(drawFold(named, reading, NO_MARKS, style)).includes('2 of 4'));
    assert.deepEqual(foldButtons(fold), []);
  });

  it('keeps the end of a long name, all of it where the box is wide, and a short name rather than the count', async () => {
    const [scene, folds] = await foldsOf(new Folded(12, { sample: 4, dot: 'open' }));
    const headOf = (fold: SeenFold, name: string, width: number): string[] => {
      const placed = { ...fold.placed, card: { ...fold.placed.card, width } };
      return texts(drawFold({ ...fold, placed, item: { ...fold.item, name } }, reading, NO_MARKS, scene.style));
    };
    const group = folds.find(({ item }) => item.kind === 'group' && item.template !== null)!;
    const count = countWords(group.item);
    assert.deepEqual(headOf(group, 'n => n.call(x) › neurons[1]', 280).slice(0, 2), [
      'n => n.call(… › neurons[1]',
      count,
    ]);
    assert.deepEqual(headOf(group, 'n => n.call(x) › neurons[1]', 600)[0], 'n => n.call(x) › neurons[1]');
    assert.deepEqual(headOf(group, 'while 1', 110), ['while 1']);
  });

  it('makes an open stack wide enough for a short name and the longest of its counts', async () => {
    const most = 1_000_000;
    const stack = find((await foldsOf(new Folded(12, { sample: 4 })))[1], 'repeat');
    assert.ok(stack.item.kind === 'repeat');
    const item = { ...stack.item, at: new Uint32Array(most), fold: most - 1, name: 'while 1', chained: true };
    const placed = { ...stack.placed, card: { ...stack.placed.card, width: leastFrame(item) + METRICS.stack } };
    const head = texts(drawFold({ ...stack, item, placed }, reading, NO_MARKS, style));
    assert.deepEqual(head, ['while 1', '↻ 1,000,000 of 1,000,000']);
    assert.equal(leastFrame({ ...item, fold: 0, name: 'while 999' }), leastFrame(item));
  });

  it('keeps the head of every box free of overlaps', async () => {
    for (const sample of ['closed', 4, 'all'] as const) {
      const [scene, folds] = await foldsOf(new Folded(12, { sample, dot: 'open' }));
      for (const fold of folds) {
        const { shapes } = drawFold(fold, reading, NO_MARKS, scene.style);
        const name = shapes.find(({ role }) => role === 'fold-name');
        const count = shapes.find(({ role }) => role === 'fold-count');
        assert.ok(name?.shape === 'text' && count?.shape === 'text', fold.item.name);
        const nameEnd = name.x + textWidth(name.text, METRICS.nameFont);
        const countStart = count.x - textWidth(count.text, METRICS.countFont);
        assert.ok(nameEnd <= countStart, fold.item.name);
        for (const { box } of foldButtons(fold))
          assert.ok(box.x >= count.x && box.x + box.width <= fold.placed.card.width);
      }
    }
  });
});
