import assert from 'node:assert/strict';
import type { GradState } from '../../../src/protocol/panel';
import { drawNode, drawTag, NO_MARKS } from '../../../webview/graph/draw';
import { fallbackLayout } from '../../../webview/graph/fallback';
import { drawStyle } from '../../../webview/graph/measure';
import type { Group } from '../../../webview/graph/shapes';
import { arrivals, isCarrying } from '../../../webview/graph/tags';
import { neuron, unnamed } from '../samples';

const graph = neuron().graph('k');
const style = drawStyle(graph, null, 'badge');
const placed = fallbackLayout(graph, style, '');
const o = 9;

const draw = (grad: string, state: GradState, data = '0.7071'): Group =>
  drawNode(graph.nodes[o], placed.nodes[o], { data, grad, state }, NO_MARKS, style);
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

  it('draws a constant as a number alone', () => {
    const other = unnamed().graph('k');
    const index = other.nodes.findIndex(node => node.kind === 'constant');
    const place = fallbackLayout(other, style, '').nodes[index];
    const group = drawNode(other.nodes[index], place, { data: '3', grad: '', state: 'none' }, NO_MARKS, style);
    assert.deepEqual(texts(group), ['3']);
  });

  it('marks selection, editor cursor and step each in its own way', () => {
    const reading = { data: '1', grad: '1', state: 'final' as const };
    const marked = (marks: Partial<typeof NO_MARKS>): string[] =>
      roles(drawNode(graph.nodes[o], placed.nodes[o], reading, { ...NO_MARKS, ...marks }, style));
    assert.ok(marked({ selected: true }).includes('selection'));
    assert.ok(marked({ lit: true }).includes('lit'));
    assert.ok(marked({ stepped: true }).includes('step-outline'));
  });
});

describe('drawTag', () => {
  it('points at the right end of the card, below its grad', () => {
    const { card } = placed.nodes[o];
    const tag = drawTag(placed.nodes[o], '-1.5', []);
    assert.deepEqual(texts(tag), ['-1.5']);
    assert.ok(tag.x < card.x + card.width && tag.y >= card.y + card.height);
    assert.deepEqual(texts(drawTag(placed.nodes[o], '0.5', [])), ['+0.5']);
    assert.ok(drawTag(placed.nodes[o], '0.5', ['-1.5']).x < drawTag(placed.nodes[o], '0.5', []).x);
  });
});

describe('arrivals', () => {
  const sample = unnamed();
  const other = sample.graph('k');

  it('has both contributions of a * a, one after the other', () => {
    const { step } = sample.values('k', { pass: 0, step: 7 });
    assert.equal(other.nodes[step!.node].label, '');
    assert.deepEqual(
      arrivals(other, step).map(({ index, before }) => [index, before.length]),
      [
        [0, 0],
        [0, 1],
      ],
    );
  });

  it('leaves constants out, and their edges unmarked', () => {
    const { step } = sample.values('k', { pass: 0, step: 2 });
    const arriving = arrivals(other, step);
    assert.equal(arriving.length, 1);
    const edges = other.edges.filter(edge => edge.target === step!.node);
    assert.deepEqual(
      edges.map(edge => isCarrying(edge, step, arriving, other)),
      [true, false],
    );
  });
});

describe('a tensor', () => {
  const tensor = { shape: '32×6', dtype: 'float32', requiresGrad: true, gradFn: '', isSingle: false };
  const of = (change: Partial<typeof tensor>, kind: 'leaf' | 'op' = 'leaf') => {
    const node = { ...graph.nodes[0], label: 'W', kind, tensor: { ...tensor, ...change } };
    const own = { ...graph, nodes: [node], edges: [] };
    const [place] = fallbackLayout(own, style, '').nodes;
    const state = node.tensor.requiresGrad ? 'final' : 'none';
    return { place, group: drawNode(node, place, { data: '0.01 ± 1.02', grad: '2 ± 3', state }, NO_MARKS, style) };
  };

  it('has its shape beside its name, and room for two numbers', () => {
    const { group, place } = of({});
    assert.deepEqual(texts(group), ['W', '32×6', 'data', '0.01 ± 1.02', 'grad', '2 ± 3']);
    assert.ok(place.card.width > of({ isSingle: true }).place.card.width);
    assert.equal(group.title, 'W, 32×6, data 0.01 ± 1.02, grad 2 ± 3, final');
  });

  it('is marked if it is a parameter', () => {
    assert.ok(roles(of({}).group).includes('parameter-mark'));
    assert.ok(!roles(of({}, 'op').group).includes('parameter-mark'));
    assert.ok(!roles(of({ requiresGrad: false }).group).includes('parameter-mark'));
  });

  it('has no row for a grad if it requires none', () => {
    const { group, place } = of({ requiresGrad: false });
    assert.deepEqual(texts(group), ['W', '32×6', 'data', '0.01 ± 1.02']);
    assert.ok(place.card.height < of({}).place.card.height);
  });
});
