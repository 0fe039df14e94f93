import assert from 'node:assert/strict';
import { cardParts, drawStyle, measureNode, shownLabel, textWidth } from '../../../webview/graph/measure';
import { neuron, unnamed } from '../samples';

const graph = unnamed().graph('k');
const style = drawStyle(graph, null, 'badge');
const sizeOf = (id: number) => measureNode(graph.nodes[id], style);

describe('measureNode', () => {
  it('gives a label a part of its own, and an unnamed value none', () => {
    const [a, , product] = graph.nodes;
    assert.notEqual(cardParts(a).label, null);
    assert.equal(cardParts(product).label, null);
    assert.ok(sizeOf(0).height > sizeOf(2).height);
  });

  it('gives a constant a small card without a grad', () => {
    const constant = graph.nodes.find(node => node.kind === 'constant')!;
    assert.equal(cardParts(constant).grad, null);
    assert.ok(sizeOf(constant.id).width < sizeOf(0).width / 2);
  });

  it('puts the badge half over the left edge of the card', () => {
    const { badge, card, width } = sizeOf(2);
    assert.ok(badge);
    assert.equal(badge.x, 0);
    assert.ok(badge.x + badge.width > card.x && badge.x < card.x);
    assert.equal(width, card.x + card.width);
    assert.equal(measureNode(graph.nodes[2], { ...style, opStyle: 'node' }).badge, null);
  });

  it('has the same width whatever the numbers are at a step', () => {
    const early = drawStyle(neuron().graph('k'), neuron().values('k', { pass: 0, step: 0 }), 'badge');
    const late = drawStyle(neuron().graph('k'), neuron().values('k', { pass: 0, step: 5 }), 'badge');
    assert.deepEqual(early, late);
  });

  it('makes room for stubs of hidden neighbours', () => {
    const node = { ...graph.nodes[0], hiddenInputs: 3, hiddenConsumers: 120 };
    const { stubIn, stubOut, card, width } = measureNode(node, style);
    assert.ok(stubIn && stubOut);
    assert.ok(stubIn.x + stubIn.width < card.x);
    assert.ok(stubOut.x > card.x + card.width);
    assert.equal(stubOut.x + stubOut.width, width);
  });
});

describe('drawStyle', () => {
  it('grows with long numbers up to a limit', () => {
    const values = neuron().values('k', { pass: -1, step: 0 });
    const room = (data: string): number =>
      drawStyle(neuron().graph('k'), { ...values, data: [data, ...values.data.slice(1)] }, 'badge').room;
    assert.equal(room('2'), 7);
    assert.equal(room('-12345.678'), 10);
    assert.equal(room('-1234567890.1234'), 11);
  });
});

describe('textWidth', () => {
  it('counts wide characters twice and others once', () => {
    assert.equal(textWidth('重み', 10), textWidth('abcd', 10));
    assert.equal(textWidth('', 10), 0);
  });
});

describe('shownLabel', () => {
  it('takes the middle out of a very long label', () => {
    assert.equal(shownLabel('x1w1x2w2'), 'x1w1x2w2');
    const shown = shownLabel('a_very_long_name_of_a_variable_indeed');
    assert.equal(shown.length, 24);
    assert.ok(shown.startsWith('a_very') && shown.endsWith('indeed'));
  });
});
