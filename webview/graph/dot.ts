/** A graph in Graphviz's language: values as records of label, data and grad, ops as nodes between, open groups as clusters. */

import type { Graph, ViewNode } from '../../src/protocol/graph';
import { NOT_YET } from '../terms';
import type { Reading } from './draw';
import { blank, type Numbers } from './numbers';

/** One `digraph`, deterministic; edges are written in operand order, which Graphviz keeps. */
export function renderDot(graph: Graph, numbers: Numbers | null): string {
  const lines = [
    'digraph {',
    '  rankdir=LR;',
    '  ordering=in;',
    '  node [shape=record, fontname="monospace", fontsize=11];',
  ];
  const whole = graph.templates[graph.templates.length - 1];
  for (const item of whole.items) {
    if (item.kind !== 'value') continue;
    const id = graph.node + item.at;
    lines.push(`  v${id} [label="${record(item.node, numbers?.reading(id, item.node) ?? blank(item.node))}"];`);
    if (item.node.symbol === '') continue;
    lines.push(`  o${id} [label="${quote(item.node.symbol)}", shape=oval];`);
    lines.push(`  o${id} -> v${id};`);
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
