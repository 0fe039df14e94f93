/** A graph in Graphviz's language: values as records of label, data and grad, ops as nodes between. */

import type { Graph, Values, ViewNode } from '../../src/protocol/panel';
import { NOT_YET } from '../terms';
import type { Reading } from './draw';
import { edgesInto } from './ports';
import { readingAt } from './svg';

/** One `digraph`, deterministic; edges are written in operand order, which Graphviz keeps. */
export function renderDot(graph: Graph, values: Values | null): string {
  const lines = [
    'digraph {',
    '  rankdir=LR;',
    '  ordering=in;',
    '  node [shape=record, fontname="monospace", fontsize=11];',
  ];
  graph.nodes.forEach((node, i) => {
    lines.push(`  v${node.id} [label="${record(node, readingAt(graph, values, i))}"];`);
    if (node.symbol === '') return;
    lines.push(`  o${node.id} [label="${quote(node.symbol)}", shape=oval];`);
    lines.push(`  o${node.id} -> v${node.id};`);
  });
  const into = edgesInto(graph);
  for (const { id, symbol } of graph.nodes) {
    for (const { source } of into.get(id) ?? []) lines.push(`  v${source} -> ${symbol === '' ? 'v' : 'o'}${id};`);
  }
  return `${[...lines, '}'].join('\n')}\n`;
}

function record(node: ViewNode, { data, grad, state }: Reading): string {
  const { tensor } = node;
  const fields = node.label === '' ? [] : [node.label];
  if (tensor !== null && tensor.shape !== '') fields.push(tensor.shape);
  fields.push(`data ${data}`);
  if (state !== 'none') fields.push(`grad ${state === 'unreached' ? NOT_YET : grad}`);
  return fields.map(field => quote(field.replace(/[{}|<>]/g, '\\$&'))).join(' | ');
}

/** In a record, a backslash before a special character is Graphviz's; any other is the text's own. */
function quote(text: string): string {
  return text
    .replace(/\\(?![{}|<>])/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n');
}
