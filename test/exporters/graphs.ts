/** Hand-made graphs with parts that are open and closed, and their numbers. */
import type { Graph, GroupItem, Item, Link, RepeatItem, ViewNode } from '../../src/protocol/graph';
import { BORDER } from '../../src/protocol/graph';
import type { Values } from '../../src/protocol/panel';
import { Numbers } from '../../webview/graph/numbers';

const node = (label: string, symbol = ''): ViewNode => ({
  label,
  kind: symbol === '' ? 'leaf' : 'op',
  symbol,
  opName: symbol,
  tensor: null,
  terms: 0,
});

const value = (at: number, label: string, symbol = ''): Item => ({
  kind: 'value',
  absorbed: null,
  at,
  node: node(label, symbol),
});

const link = (source: number, exit: number, target: number, entry: number): Link => ({
  source,
  exit,
  target,
  entry,
  hidden: false,
});

const group = (template: number | null): GroupItem => ({
  kind: 'group',
  at: 2,
  span: 3,
  group: 1,
  name: 'f(x) "twice"',
  count: 2,
  template,
  ins: 2,
  outs: 1,
  result: 3,
  copy: null,
});

const repeat = (fold: RepeatItem['fold'], template: number | null): RepeatItem => ({
  kind: 'repeat',
  at: Uint32Array.of(2, 4),
  group: Uint32Array.of(1, 2),
  span: 2,
  name: 'row',
  count: 2,
  template,
  fold,
  result: 1,
  names: null,
  ins: 1,
  outs: 1,
  chained: false,
});

/** `((a − b) ↦ tanh) in f, added to the weight w`: f takes b first and a second. */
function graphOf(item: GroupItem | RepeatItem): Graph {
  const inner = {
    key: 'f',
    items: [value(0, '', '−'), value(1, 'y', 'tanh')],
    links: [link(BORDER, 1, 0, 1), link(BORDER, 0, 0, 0), link(0, 0, 1, 0), link(1, 0, BORDER, 0)],
    ins: 2,
    outs: 1,
  };
  const whole = {
    key: 'whole',
    items: [
      value(0, 'a'),
      value(1, 'b'),
      item,
      { kind: 'reference', user: 6, input: 1, node: node('w') } satisfies Item,
      value(6, 'out', '+'),
    ],
    links: [link(1, 0, 2, 0), link(0, 0, 2, 1), link(3, 0, 4, 1), link(2, 0, 4, 0)],
    ins: 0,
    outs: 0,
  };
  return { serial: 1, key: 'k', lineage: 'k', templates: [inner, whole], node: 10, group: 0, total: 7, drawn: 6 };
}

export const openGroup = graphOf(group(0));
export const closedGroup = graphOf(group(null));
export const closedStack = graphOf(repeat('closed', null));
export const openCopy = graphOf(repeat(1, 0));
export const allCopies = graphOf(repeat('all', 0));

/** As `openCopy`, but the sum adds both copies. */
export const copyAndOthers: Graph = (() => {
  const [inner, whole] = openCopy.templates;
  const others = { ...link(2, 0, 4, 0), hidden: true };
  const links = whole.links.map(each =>
    each.source === 2 ? { ...each, entry: 1 } : each.source === 3 ? { ...each, entry: 2 } : each,
  );
  return { ...openCopy, templates: [inner, { ...whole, links: [...links, others] }] };
})();

const ids = [10, 11, 12, 13, 14, 15, 16, 17];

const values: Values = {
  serial: 1,
  cursor: { pass: -1, step: 0 },
  nodes: ids,
  labels: ids.map(id => ({ 10: 'a', 11: 'b', 13: 'y', 15: 'y', 16: 'out', 17: 'w' })[id] ?? ''),
  data: ids.map(String),
  grad: ids.map(id => `0.${id}`),
  state: ids.map(() => 'final'),
  notFinite: ids.map(() => null),
  references: [{ user: 16, input: 1, node: 17 }],
  steps: 0,
  step: null,
};

export const numbers = Numbers.of(values);
