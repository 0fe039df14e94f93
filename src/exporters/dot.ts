/** A graph in Graphviz's language: values as records of label, data and grad, ops as nodes between, open groups as clusters. */
import { badgeWords } from '../../webview/graph/measure';
import type { Numbers } from '../../webview/graph/numbers';
import type { Graph } from '../protocol/graph';
import type { Exhibit } from './exhibit';
import { type Box, type Edge, type InputsOf, MOST_BOXES, resolve } from './resolved';
import { closedLines, referenceLine, valueLines } from './words';

export function dot(exhibit: Exhibit): string {
  const { graph, numbers } = exhibit.picture();
  return renderDot(graph, numbers, node => exhibit.recording.inputs(node));
}

/**
 * One `digraph`, deterministic; edges into a node are written in operand order, which Graphviz keeps but in clusters.
 * @param inputsOf - Of a node; without it what uses the copies of an open stack is told of all of them together.
 */
export function renderDot(graph: Graph, numbers: Numbers | null, inputsOf?: InputsOf): string {
  const { parts, edges } = resolve(graph, MOST_BOXES, 'Close some groups and export again.', inputsOf);
  const withOp = new Set<string>();
  return [
    'digraph {',
    '  rankdir=LR;',
    '  ordering=in;',
    '  node [shape=record, fontname="monospace", fontsize=11];',
    '  graph [fontname="sans-serif", fontsize=11, style=rounded, color="#b8bec6"];',
    ...lines(parts, numbers, withOp, '  '),
    ...edges.map(edge => `  ${edgeText(edge, withOp)};`),
    '}',
    '',
  ].join('\n');
}

const opKey = (key: string): string => `o${key.slice(1)}`;

function edgeText({ from, to, hidden }: Edge, withOp: ReadonlySet<string>): string {
  return `${from} -> ${withOp.has(to) ? opKey(to) : to}${hidden ? ' [style=dotted]' : ''}`;
}

function lines(parts: readonly Box[], numbers: Numbers | null, withOp: Set<string>, indent: string): string[] {
  return parts.flatMap(box => {
    if (box.kind === 'open') {
      return [
        `${indent}subgraph cluster_${box.key} {`,
        `${indent}  label="${plain(box.name)}";`,
        ...lines(box.parts, numbers, withOp, `${indent}  `),
        `${indent}}`,
      ];
    }
    return statements(box, numbers, withOp).map(statement => `${indent}${statement};`);
  });
}

function statements(box: Exclude<Box, { kind: 'open' }>, numbers: Numbers | null, withOp: Set<string>): string[] {
  switch (box.kind) {
    case 'value': {
      const { key, node } = box;
      const value = `${key} [label="${record(valueLines(box, numbers))}"]`;
      if (node.symbol === '') return [value];
      withOp.add(key);
      return [value, `${opKey(key)} [label="${plain(badgeWords(node))}", shape=oval]`, `${opKey(key)} -> ${key}`];
    }
    case 'reference':
      return [`${box.key} [label="${record([referenceLine(box, numbers)])}", style=dashed]`];
    case 'closed':
      return [`${box.key} [label="${record(closedLines(box, numbers))}", style="rounded,bold"]`];
    case 'junction':
      return [`${box.key} [shape=point]`];
    case 'others':
      return [`${box.key} [label="${plain(box.name)}", shape=plaintext]`];
  }
}

/** Text for a label that is no record. */
function plain(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/[\\"]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** The fields of a record, in which Graphviz gives some characters a meaning of their own. */
function record(fields: readonly string[]): string {
  return fields.map(field => plain(field).replace(/[{}|<>]/g, '\\$&')).join(' | ');
}
