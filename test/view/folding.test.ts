import assert from 'node:assert/strict';
import type { GroupItem, Item, RepeatItem } from '../../src/protocol/graph';
import { outlineOf } from '../../src/recording/outline/outline';
import { wholeTape } from '../../src/recording/queries/extent';
import type { Recording } from '../../src/recording/recording';
import { Folding } from '../../src/view/folding';
import { firstLook, graphOf } from '../../src/view/graph';
import { described } from '../recording/outline/describe';
import { Program } from '../recording/outline/programs';

/** A chain of calls of the same structure, each of 9 values in a group of 10; nothing uses the last. */
function calls(count: number, before = 0): Recording {
  const program = new Program();
  const x = program.leaf('x');
  for (let i = 0; i < before; i++) program.negative(x);
  let y = program.negative(x);
  for (let i = 0; i < count; i++) {
    y = program.call('outer', () => {
      const inner = program.call('inner', () => {
        let z = y;
        for (let j = 0; j < 9; j++) z = program.negative(z);
        return z;
      });
      return program.product(inner, y);
    });
  }
  return program.recording();
}

/** A forward and a loss for each of some samples, and calls that belong to none. */
function samples(count: number): Recording {
  const program = new Program();
  const x = program.leaf('x');
  const each = <T>(name: string, make: (i: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => program.call(name, () => make(i)));
  const chain = (from: number, length: number): number => {
    let z = from;
    for (let j = 0; j < length; j++) z = program.negative(z);
    return z;
  };
  const outs = each('forward', () => chain(program.negative(x), 5));
  const losses = each('error', i => chain(outs[i], 6));
  const others = each('other', () => chain(program.negative(x), 7));
  let total = x;
  for (const value of [...losses, ...others]) total = program.product(total, value);
  return program.recording();
}

const outlined = (recording: Recording) => outlineOf(recording, wholeTape(recording));
const isRepeat = (item: Item): item is RepeatItem => item.kind === 'repeat';
const isGroup = (item: Item): item is GroupItem => item.kind === 'group';

describe('Folding', () => {
  it('opens outer groups first, all of a structure at once, while there is room', () => {
    const recording = calls(8);
    const outline = outlined(recording);
    const lines = described(graphOf(recording, outline, new Folding(), 1));
    assert.equal(lines.filter(line => line === '[outer] 10').length, 8);
    assert.equal(lines.filter(line => line === '  [inner] 9').length, 8);
    assert.ok(!lines.includes('    -'));
  });

  it('opens one of a repeat', () => {
    const recording = calls(20);
    const lines = described(graphOf(recording, outlined(recording), new Folding(), 1));
    assert.ok(lines.some(line => line.startsWith('[outer] 10 × 19 in a row 0')));
    assert.ok(lines.includes('  [inner] 9'));
  });

  it('folds what the user folds, and that alone', () => {
    const recording = calls(8);
    const outline = outlined(recording);
    const folding = new Folding();
    const before = graphOf(recording, outline, folding, 1);
    const groups = before.templates.at(-1)!.items.filter(isGroup);
    folding.set(outline, groups[2].group, 'closed');
    folding.set(outline, groups[4].group + 1, 'open');
    const graph = graphOf(recording, outline, folding, 2);
    const after = graph.templates.at(-1)!.items.filter(isGroup);
    assert.equal(after[2].template, null);
    assert.equal(after[1].template, after[3].template);
    assert.notEqual(after[4].template, after[3].template);
    assert.equal(graph.drawn, before.drawn + 9 - 1);
    assert.notEqual(graph.key, before.key);
    assert.equal(graph.lineage, before.lineage);
    folding.reset();
    assert.equal(graphOf(recording, outline, folding, 3).key, before.key);
  });

  it('keeps what the user chose after an edit elsewhere, and when it is saved', () => {
    const folding = new Folding();
    const before = outlined(calls(8));
    const group = graphOf(before.recording, before, folding, 1).templates.at(-1)!.items.filter(isGroup)[3].group;
    folding.set(before, group, 'closed');
    const saved = Folding.of(JSON.parse(JSON.stringify(folding.save())));
    const recording = calls(8, 5);
    const lines = graphOf(recording, outlined(recording), saved, 2).templates.at(-1)!.items.filter(isGroup);
    assert.deepEqual(
      lines.map(item => item.template === null),
      [false, false, false, true, false, false, false, false],
    );
  });

  it('opens everything, then closes one', () => {
    const recording = calls(20);
    const outline = outlined(recording);
    const folding = new Folding();
    folding.openAll();
    const graph = graphOf(recording, outline, folding, 1);
    assert.equal(graph.drawn, recording.length);
    folding.set(outline, 1, 3);
    const one = graphOf(recording, outline, folding, 1);
    assert.ok(described(one).some(line => line.startsWith('[outer] 10 × 19 in a row 3')));
    folding.set(outline, 1, 'closed');
    assert.ok(described(graphOf(recording, outline, folding, 1)).some(line => line.endsWith('closed')));
  });

  it('reveals a node, whatever hides it', () => {
    for (const count of [8, 20]) {
      const recording = calls(count);
      const outline = outlined(recording);
      for (const node of [0, 5, 40, recording.length - 2]) {
        const folding = new Folding();
        folding.reveal(outline, node);
        assert.equal(folding.reveal(outline, node), false, 'nothing is left to open');
        const { nodes, references } = firstLook(graphOf(recording, outline, folding, 1), 1000);
        const shown = [...nodes, ...references.map(([user, input]) => recording.input(user, input))];
        assert.ok(shown.includes(node), `${node} is shown`);
      }
    }
  });

  it('turns the stacks that belong together copy by copy, together', () => {
    const recording = samples(10);
    const outline = outlined(recording);
    const folding = new Folding();
    const graph = () => graphOf(recording, outline, folding, 1);
    const stacks = () => graph().templates.at(-1)!.items.filter(isRepeat);
    const pages = () => stacks().map(({ fold }) => fold);
    assert.deepEqual(pages(), [0, 0, 0]);
    folding.set(outline, stacks()[1].group[0], 4);
    assert.deepEqual(pages(), [4, 4, 0]);
    folding.set(outline, stacks()[2].group[0], 7);
    assert.deepEqual(pages(), [4, 4, 7]);
    assert.ok(folding.turnTo(outline, [graph().node + stacks()[0].at[8], graph().node + stacks()[0].at[2]]));
    assert.deepEqual(pages(), [2, 2, 7]);
    assert.ok(!folding.turnTo(outline, [graph().node + stacks()[1].at[2]]));
    folding.set(outline, stacks()[1].group[0], 99);
    assert.deepEqual(pages(), [9, 9, 7]);
    folding.set(outline, stacks()[0].group[0], 'all');
    folding.set(outline, stacks()[1].group[0], 5);
    assert.deepEqual(pages(), ['all', 5, 7]);
  });

  it('takes choices for what is no longer there', () => {
    const folding = Folding.of({ all: false, folds: { 'gone/inner': 'open', 'outer ×': 400 } });
    const recording = calls(20);
    const lines = described(graphOf(recording, outlined(recording), folding, 1));
    assert.ok(lines.some(line => line.startsWith('[outer] 10 × 19 in a row 18')));
  });
});
