import assert from 'node:assert/strict';
import type { GroupItem, RepeatItem, ViewNode } from '../../../src/protocol/graph';
import {
  badgeWords,
  cardParts,
  countWords,
  drawStyle,
  METRICS,
  measureClosed,
  measureNode,
  measureReference,
  shownLabel,
  textWidth,
} from '../../../webview/graph/measure';
import { neuron, unnamed } from '../samples';

const graph = unnamed().graph('k');
const style = drawStyle(graph, null, 'badge');
const nodes = graph.templates[0].items.map((item): ViewNode => {
  assert.ok(item.kind === 'value');
  return item.node;
});
const sizeOf = (index: number) => measureNode(nodes[index], style);

describe('measureNode', () => {
  it('gives a label a part of its own, and an unnamed value none', () => {
    const [a, , product] = nodes;
    assert.notEqual(cardParts(a).label, null);
    assert.equal(cardParts(product).label, null);
    assert.ok(sizeOf(0).height > sizeOf(2).height);
  });

  it('gives a constant a small card without a grad', () => {
    const constant = nodes.findIndex(node => node.kind === 'constant');
    assert.equal(cardParts(nodes[constant]).grad, null);
    assert.ok(sizeOf(constant).width < sizeOf(0).width / 2);
  });

  it('puts the badge half over the left edge of the card', () => {
    const { badge, card, width } = sizeOf(2);
    assert.ok(badge);
    assert.equal(badge.x, 0);
    assert.ok(badge.x + badge.width > card.x && badge.x < card.x);
    assert.equal(width, card.x + card.width);
    assert.equal(measureNode(nodes[2], { ...style, opStyle: 'node' }).badge, null);
  });

  it('has the same width whatever the numbers are at a step', () => {
    const early = drawStyle(neuron().graph('k'), neuron().values({ pass: 0, step: 0 }), 'badge');
    const late = drawStyle(neuron().graph('k'), neuron().values({ pass: 0, step: 5 }), 'badge');
    assert.deepEqual(early, late);
  });

  it('writes a sum of many terms as one badge with their number', () => {
    const sum = { ...nodes[2], symbol: '+', terms: 12_000 };
    assert.equal(badgeWords(sum), 'Σ 12,000');
    assert.ok(measureNode(sum, style).badge!.width > sizeOf(2).badge!.width);
  });
});

describe('measureReference', () => {
  it('is one short line, of its label or a number', () => {
    const named = measureReference({ ...nodes[0], label: 'weights' }, style);
    assert.ok(named.height < sizeOf(0).height / 2 && named.width < sizeOf(0).width);
    assert.ok(measureReference({ ...nodes[0], label: '' }, style).width > 0);
  });
});

describe('measureClosed', () => {
  const group: GroupItem = {
    kind: 'group',
    at: 0,
    span: 33,
    group: 1,
    name: 'f',
    count: 33,
    template: null,
    ins: 1,
    outs: 1,
    result: null,
    copy: null,
  };

  it('has room for its words, and for the numbers of its result', () => {
    const name = 'x => n.forward(x)';
    const { width } = measureClosed({ ...group, name }, style);
    assert.ok(width > textWidth(name, METRICS.nameFont) + textWidth(countWords(group), METRICS.countFont) + 40);
    assert.ok(measureClosed({ ...group, result: 3 }, style).height > measureClosed(group, style).height);
    assert.ok(measureClosed({ ...group, name: 'f'.repeat(200) }, style).width <= METRICS.groupMost);
  });

  it('says how many there are', () => {
    assert.equal(countWords(group), '33 values');
    assert.equal(countWords({ ...group, count: 1 }), '1 value');
    const stack: RepeatItem = {
      kind: 'repeat',
      at: new Uint32Array(1000),
      group: new Uint32Array(1000),
      span: 1,
      name: 'f',
      count: 1,
      template: null,
      fold: 'closed',
      result: null,
      names: null,
      ins: 1,
      outs: 1,
      chained: false,
    };
    assert.equal(countWords(stack), '×1,000');
  });
});

describe('drawStyle', () => {
  it('grows with long numbers up to a limit', () => {
    const values = neuron().values({ pass: -1, step: 0 });
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
