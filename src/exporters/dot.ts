/** A graph in Graphviz's language: values as records of label, data and grad, ops as nodes between, open groups as clusters. */
import type { Reading } from '../../webview/graph/draw';
import { badgeWords, countWords } from '../../webview/graph/measure';
import { BLANK, blank, type Numbers } from '../../webview/graph/numbers';
import { NOT_YET } from '../../webview/terms';
import type { Graph, ViewNode } from '../protocol/graph';
import type { Exhibit } from './exhibit';
import { type Box, type Edge, MOST_BOXES, resolve } from './resolved';

export function dot(exhibit: Exhibit): string {
  const { graph, numbers } = exhibit.picture();
  return renderDot(graph, numbers);
}

/** One `digraph`, deterministic; edges into a node are written in operand order, which Graphviz keeps. */
export function renderDot(graph: Graph, numbers: Numbers | null): string {
  const { parts, edges } = resolve(graph, MOST_BOXES, 'Close some groups and export again.');
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

function edgeText({ from, to }: Edge, withOp: ReadonlySet<string>): string {
  return `${from} -> ${withOp.has(to) ? opKey(to) : to}`;
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
      const { key, id, node } = box;
      const reading = numbers?.reading(id, node) ?? blank(node);
      const value = `${key} [label="${record([...head(node), ...numberFields(reading)])}"]`;
      if (node.symbol === '') return [value];
      withOp.add(key);
      return [value, `${opKey(key)} [label="${plain(badgeWords(node))}", shape=oval]`, `${opKey(key)} -> ${key}`];
    }
    case 'reference': {
      const { key, node } = box;
      const { data } = numbers?.reading(numbers.referred(box.user, box.input), node) ?? blank(node);
      return [`${key} [label="${record([node.label === '' ? data : node.label])}", style=dashed]`];
    }
    case 'closed': {
      const reading = box.result === null ? [] : numberFields(numbers?.resultReading(box.result) ?? BLANK);
      const fields = [`${box.item.name} ${countWords(box.item)}`, ...reading];
      return [`${box.key} [label="${record(fields)}", style="rounded,bold"]`];
    }
    case 'junction':
      return [`${box.key} [shape=point]`];
  }
}

function head({ label, tensor }: ViewNode): string[] {
  return [label, tensor?.shape ?? ''].filter(field => field !== '');
}

function numberFields({ data, grad, state }: Reading): string[] {
  return state === 'none' ? [`data ${data}`] : [`data ${data}`, `grad ${state === 'unreached' ? NOT_YET : grad}`];
}

/** Text for a label that is no record. */
function plain(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/[\\"]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** The fields of a record, in which Graphviz gives some characters a meaning of their own. */
function record(fields: readonly string[]): string {
  return fields.map(field => plain(field).replace(/[{}|<>]/g, '\\$&')).join(' | ');
}
