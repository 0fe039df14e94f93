/** A graph that nobody looks at: an engine that has laid it out some times has compiled what real ones take. */

import { BORDER, type Graph, type Item, type Link, type Template, type ViewNode } from '../../src/protocol/graph';

const nodeOf = (label: string, kind: ViewNode['kind'], symbol: string): ViewNode => {
  return { label, kind, symbol, opName: symbol, tensor: null, terms: 0 };
};
const value = (at: number, label: string, symbol = ''): Item => {
  return { kind: 'value', at, absorbed: null, node: nodeOf(label, symbol === '' ? 'leaf' : 'op', symbol) };
};
const reference = (user: number): Item => ({ kind: 'reference', user, input: 0, node: nodeOf('w', 'leaf', '') });
const link = (source: number, target: number, entry = 0, exit = 0): Link => {
  return { source, exit, target, entry, hidden: false };
};

/** A sum of products with what is beside them. */
function unit(inputs: number): Template {
  const items: Item[] = [value(inputs, 'sum', '+'), value(inputs + 1, 'out', 'tanh')];
  const links = [link(0, 1), link(1, BORDER)];
  for (let i = 0; i < inputs; i++) {
    const product = items.push(value(i, '', '×')) - 1;
    const weight = items.push(reference(i)) - 1;
    links.push(link(weight, product), link(BORDER, product, 1, i), link(product, 0, i));
  }
  return { key: `unit ${inputs}`, items, links, ins: inputs, outs: 1 };
}

function group(template: number, at: number, ins: number, outs: number): Item {
  const place = { at, span: 1, group: at, name: 'unit', count: 1 };
  return { kind: 'group', ...place, template, ins, outs, result: null, copy: null };
}

/** Copies side by side that each use everything. */
function layer(template: number, copies: number, ins: number): Template {
  const items = Array.from({ length: copies }, (_, i) => group(template, i, ins, 1));
  const links = items.flatMap((_, copy) => [
    ...Array.from({ length: ins }, (_each, i) => link(BORDER, copy, i, i)),
    link(copy, BORDER, copy),
  ]);
  return { key: `layer ${template}`, items, links, ins, outs: copies };
}

/** A small network and what becomes of its result. */
export function exercise(): Graph {
  const [ins, width] = [3, 4];
  const between = (source: number, target: number, count: number) =>
    Array.from({ length: count }, (_, i) => link(source, target, i, i));
  const items = [
    group(1, 0, ins, width),
    group(3, 1, width, width),
    group(2, 2, width, 1),
    ...Array.from({ length: ins }, (_, i) => value(3 + i, `x${i}`)),
    value(6, 'y'),
    value(7, 'error', '+'),
    value(8, '', 'x²'),
    value(9, 'loss', '+'),
  ];
  const links = [
    ...Array.from({ length: ins }, (_, i) => link(3 + i, 0, i)),
    ...between(0, 1, width),
    ...between(1, 2, width),
    link(2, 7),
    link(6, 7, 1),
    link(7, 8),
    link(8, 9),
  ];
  const whole = { key: 'exercise', items, links, ins: 0, outs: 0 };
  const templates = [unit(ins), layer(0, width, ins), unit(width), layer(2, width, width), whole];
  return { serial: 0, key: 'exercise', lineage: '', templates, node: 0, group: 0, total: 0, drawn: 0 };
}
