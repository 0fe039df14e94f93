import assert from 'node:assert/strict';
import type { Graph, ViewNode } from '../../../src/protocol/graph';
import type { GradState } from '../../../src/protocol/panel';
import { carrying, receiving } from '../../../webview/graph/carrying';
import { drawNode, NO_MARKS } from '../../../webview/graph/draw';
import { drawTag } from '../../../webview/graph/drawTag';
import { locate } from '../../../webview/graph/locate';
import { drawStyle, METRICS, textWidth } from '../../../webview/graph/measure';
import { BLANK, Numbers } from '../../../webview/graph/numbers';
import { type PlacedItem, rootOf, type Scene } from '../../../webview/graph/placed';
import type { Group } from '../../../webview/graph/shapes';
import { type Sight, valueKey } from '../../../webview/graph/sight';
import { arrivals } from '../../../webview/graph/tags';
import { Folded } from '../folded';
import { neuron, unnamed } from '../samples';
import { everything, plainScene } from './scenes';

const graph = neuron().graph('k');
const style = drawStyle(graph, null, 'badge');
const o = 9;

const nodeOf = (of: Graph, index: number): ViewNode => {
  const item = of.templates[0].items[index];
  assert.ok(item.kind === 'value');
  return item.node;
};
let placed: readonly PlacedItem[];
before(async () => {
  placed = rootOf(await plainScene(graph)).items;
});

const draw = (grad: string, state: GradState, data = '0.7071'): Group =>
  drawNode(nodeOf(graph, o), placed[o], { ...BLANK, data, grad, state }, NO_MARKS, style);
const roles = (group: Group): string[] => group.shapes.map(shape => shape.role);
const texts = (group: Group): string[] => group.shapes.flatMap(shape => (shape.shape === 'text' ? [shape.text] : []));

describe('drawNode', () => {
  it('draws label, data and grad as three parts, and the op as a badge', () => {
    const group = draw('1', 'final');
    assert.deepEqual(texts(group), ['o', 'data', '0.7071', 'grad', '1', 'tanh']);
    assert.ok(roles(group).includes('head'));
    assert.ok(roles(group).includes('grad-part final'));
    assert.equal(group.title, 'o, tanh, data 0.7071, grad 1, final');
  });

  it('draws a grad that is not computed yet unlike a grad of 0', () => {
    const notYet = draw('', 'unreached');
    const zero = draw('0', 'final');
    assert.ok(texts(notYet).includes('not yet'));
    assert.ok(roles(notYet).includes('hollow'));
    assert.ok(!texts(notYet).includes('0'));
    assert.ok(texts(zero).includes('0'));
    assert.ok(!roles(zero).includes('hollow'));
  });

  it('draws a grad that may still grow unlike a final one', () => {
    const sofar = draw('0.5', 'reached');
    assert.ok(roles(sofar).includes('grad-part reached'));
    assert.ok(texts(sofar).includes('grad…'));
    assert.equal(sofar.title, 'o, tanh, data 0.7071, grad 0.5 so far');
  });

  it('squeezes a number that is longer than its room, and cuts only what is far too long', () => {
    const number = (data: string) =>
      draw('1', 'final', data).shapes.find(shape => shape.role === 'number data-number')!;
    const fine = number('-0.7071');
    const long = number('-1.23e-10');
    const huge = number('-1234567.1234567');
    assert.ok(fine.shape === 'text' && fine.squeeze === null);
    assert.ok(long.shape === 'text' && long.squeeze !== null && long.text === '-1.23e-10');
    assert.ok(huge.shape === 'text' && huge.text.endsWith('…'));
    assert.ok(draw('1', 'final', '-1234567.1234567').title.includes('-1234567.1234567'));
  });

  it('keeps a gap between a heading and the number beside it, however long', () => {
    // In the widest of the common fonts the headings are so long.
    const ends = { data: 28.3, grad: 28.7, 'grad…': 37.7 };
    for (const state of ['final', 'reached'] as const) {
      for (const value of ['0.5', '-0.25', '0.0001', '-0.0017', '-25.3725', '-1.23e-10']) {
        const shapes = draw(value, state, value).shapes.filter(shape => shape.shape === 'text');
        for (const heading of shapes.filter(({ role }) => role.startsWith('heading'))) {
          const part = heading.text === 'data' ? 'number data-number' : `number grad-number ${state}`;
          const number = shapes.find(({ role }) => role === part)!;
          const start = number.x - (number.squeeze ?? textWidth(number.text, METRICS.numberFont));
          const gap = start - ends[heading.text as keyof typeof ends];
          assert.ok(gap >= 4, `${heading.text} ${value}: ${gap}`);
        }
      }
    }
  });

  it('marks a number that is NaN or infinite by an outline and a sign, and says so', () => {
    const reading = { data: 'NaN', grad: '1', state: 'final', notFinite: 'data' } as const;
    const group = drawNode(nodeOf(graph, o), placed[o], reading, NO_MARKS, style);
    for (const role of ['alarm-outline', 'alarm-sign', 'alarm-mark']) assert.ok(roles(group).includes(role), role);
    assert.equal(group.title, 'o, tanh, data NaN, grad 1, final, data is not finite');
    assert.ok(!roles(draw('1', 'final')).some(role => role.startsWith('alarm')));
  });

  it('draws a constant as a number alone', async () => {
    const other = unnamed().graph('k');
    const index = unnamed().cells.findIndex(({ kind }) => kind === 'constant');
    const place = rootOf(await plainScene(other)).items[index];
    const group = drawNode(nodeOf(other, index), place, { ...BLANK, data: '3', state: 'none' }, NO_MARKS, style);
    assert.deepEqual(texts(group), ['3']);
  });

  it('marks selection, editor cursor and step each in its own way', () => {
    const reading = { ...BLANK, data: '1', grad: '1', state: 'final' as const };
    const marked = (marks: Partial<typeof NO_MARKS>): string[] =>
      roles(drawNode(nodeOf(graph, o), placed[o], reading, { ...NO_MARKS, ...marks }, style));
    assert.ok(marked({ selected: true }).includes('selection'));
    assert.ok(marked({ lit: true }).includes('lit'));
    assert.ok(marked({ stepped: true }).includes('step-outline'));
  });
});

describe('drawTag', () => {
  it('points at the right end of the card, below its grad', () => {
    const { card } = placed[o];
    const tag = drawTag(placed[o], '-1.5', [], 'below');
    assert.deepEqual(texts(tag), ['-1.5']);
    assert.ok(tag.x < card.x + card.width && tag.y >= card.y + card.height);
    assert.deepEqual(texts(drawTag(placed[o], '0.5', [], 'below')), ['+0.5']);
    assert.ok(drawTag(placed[o], '0.5', ['-1.5'], 'below').x < drawTag(placed[o], '0.5', [], 'below').x);
  });
});

describe('arrivals', () => {
  const sample = unnamed();
  let scene: Scene;
  let sight: Sight;
  before(async () => {
    scene = await plainScene(sample.graph('k'));
    sight = everything(scene);
  });
  const numbersAt = (step: number): Numbers => Numbers.of(sample.values({ pass: 0, step }));

  it('has both contributions of a * a, one after the other', () => {
    const numbers = numbersAt(7);
    assert.equal(nodeOf(sample.graph('k'), numbers.step!.node).label, '');
    assert.deepEqual(
      arrivals(sight, numbers).map(({ at, before }) => [at.key, before.length]),
      [
        ['v0', 0],
        ['v0', 1],
      ],
    );
  });

  it('stands above a card that has another right below it, unless one is right above, too', () => {
    const [own, other, third] = sight.values.map(seen => (seen.key === 'v0' ? { ...seen, x: 0, y: 0 } : seen));
    const numbers = numbersAt(7);
    const at = (seen: typeof own, y: number) => {
      const card = { ...seen.placed.card, x: own.placed.card.x, y };
      return { ...seen, x: 0, y: 0, placed: { ...seen.placed, card } };
    };
    const { y, height } = own.placed.card;
    const below = at(other, y + height + 10);
    const above = at(third, y - third.placed.card.height - 10);
    const sides = (...values: (typeof own)[]) =>
      arrivals({ ...sight, values, references: [], folds: [] }, numbers).map(({ side }) => side);
    assert.deepEqual(sides(own), ['below', 'below']);
    assert.deepEqual(sides(own, below), ['above', 'above']);
    assert.deepEqual(sides(own, below, above), ['below', 'below']);
    assert.ok(drawTag(own.placed, '1', [], 'above').y < y - 10);
  });

  it('leaves constants out, and their edges unmarked', () => {
    const numbers = numbersAt(2);
    const arriving = arrivals(sight, numbers);
    assert.equal(arriving.length, 1);
    const carries = carrying(sight, numbers.step && valueKey(numbers.step.node), receiving(scene, sight, numbers));
    const edges = sight.edges.filter(({ to }) => to === `v${numbers.step!.node}`);
    assert.deepEqual(
      edges.map(({ key }) => carries.has(key)),
      [true, false],
    );
    assert.equal(carries.size, 1);
  });

  it('marks the whole way through the borders of open boxes, and finds values beside their consumers', async () => {
    const folded = new Folded(3, { sample: 1, dot: 'open' });
    const scene = await plainScene(folded.graph());
    const all = everything(scene);
    const product = folded.sampleAt(1) + 2;
    const values = folded.values({ pass: 0, step: 1 });
    const share = { label: '', data: '', local: '', formula: '', before: '', after: '', constant: false };
    const of = (node: number, inputs: number[]): Numbers => {
      const contributions = inputs.map(input => ({ ...share, input, contribution: '1' }));
      const told = { label: '', symbol: '', tensor: false, upstream: '', sentence: '', place: '' };
      return Numbers.of({ ...values, step: { ...told, node, contributions } });
    };
    const beside = of(product, [0, folded.sampleAt(1)]);
    const arriving = arrivals(all, beside);
    assert.deepEqual(
      arriving.map(({ at }) => at.key),
      [`r${product}.0`, `v${folded.sampleAt(1)}`],
    );
    const ways = (numbers: Numbers): string[][] => {
      const carries = carrying(all, numbers.step && valueKey(numbers.step.node), receiving(scene, all, numbers));
      return all.edges.flatMap(({ key, from, to }) => (carries.has(key) ? [[from, to]] : []));
    };
    // From the constant into the call, into the call in it, to the product.
    assert.equal(ways(beside).length, 4);
    // From the error out of the stack into the sum.
    const sum = ways(of(folded.sum, [folded.sampleAt(1) + 9]));
    assert.deepEqual(sum, [
      [`v${folded.sampleAt(1) + 9}`, 'g1out0'],
      ['g1out0', `v${folded.sum}`],
    ]);
  });

  it('marks no edge of a closed box for a step within it, and those into it for one that leaves it', async () => {
    const folded = new Folded(3, { sample: 1, dot: 'closed' });
    const scene = await plainScene(folded.graph());
    const all = everything(scene);
    const at = folded.sampleAt(1);
    const box = locate(scene, at + 4)!.key;
    const share = { label: '', data: '', local: '', formula: '', before: '', after: '', constant: false };
    const ways = (node: number, inputs: number[]): string[][] => {
      const contributions = inputs.map(input => ({ ...share, input, contribution: '1' }));
      const told = { label: '', symbol: '', tensor: false, upstream: '', sentence: '', place: '' };
      const numbers = Numbers.of({
        ...folded.values({ pass: 0, step: 1 }),
        step: { ...told, node, contributions },
      });
      const carries = carrying(all, locate(scene, node)!.key, receiving(scene, all, numbers));
      return all.edges.flatMap(({ key, from, to }) => (carries.has(key) ? [[from, to]] : []));
    };
    assert.deepEqual(ways(at + 4, [at + 2, at + 3]), []);
    const into = ways(at + 2, [0, at]);
    assert.deepEqual([into[0][1], into[1][0]], [box, `v${at}`]);
    assert.equal(into.length, 2);
  });
});

describe('a tensor', () => {
  const tensor = { shape: '32×6', dtype: 'float32', requiresGrad: true, gradFn: '', isSingle: false };
  const of = async (change: Partial<typeof tensor>, kind: 'leaf' | 'op' = 'leaf') => {
    const node = { ...nodeOf(graph, 0), label: 'W', kind, tensor: { ...tensor, ...change } };
    const template = {
      ...graph.templates[0],
      items: [{ kind: 'value' as const, at: 0, absorbed: null, node }],
      links: [],
    };
    const [place] = rootOf(await plainScene({ ...graph, templates: [template] })).items;
    const state = node.tensor.requiresGrad ? 'final' : 'none';
    return {
      place,
      group: drawNode(node, place, { ...BLANK, data: '0.01 ± 1.02', grad: '2 ± 3', state }, NO_MARKS, style),
    };
  };

  it('has its shape beside its name, and room for two numbers', async () => {
    const { group, place } = await of({});
    assert.deepEqual(texts(group), ['W', '32×6', 'data', '0.01 ± 1.02', 'grad', '2 ± 3']);
    assert.ok(place.card.width > (await of({ isSingle: true })).place.card.width);
    assert.equal(group.title, 'W, 32×6, data 0.01 ± 1.02, grad 2 ± 3, final');
  });

  it('is marked if it is a parameter', async () => {
    assert.ok(roles((await of({})).group).includes('parameter-mark'));
    assert.ok(!roles((await of({}, 'op')).group).includes('parameter-mark'));
    assert.ok(!roles((await of({ requiresGrad: false })).group).includes('parameter-mark'));
  });

  it('has no row for a grad if it requires none', async () => {
    const { group, place } = await of({ requiresGrad: false });
    assert.deepEqual(texts(group), ['W', '32×6', 'data', '0.01 ± 1.02']);
    assert.ok(place.card.height < (await of({})).place.card.height);
  });
});
