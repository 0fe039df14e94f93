/** A small graph as a Mermaid flowchart, as Markdown viewers draw it. */
import type { Reading } from '../../webview/graph/draw';
import { badgeWords, countWords } from '../../webview/graph/measure';
import { BLANK, blank, type Numbers } from '../../webview/graph/numbers';
import { NOT_YET } from '../../webview/terms';
import type { Graph } from '../protocol/graph';
import type { Exhibit } from './exhibit';
import { type Box, resolve } from './resolved';

/** Mermaid's layout takes seconds for more, and viewers refuse many edges. */
const MOST = 200;

export function mermaid(exhibit: Exhibit): string {
  const { graph, numbers } = exhibit.picture();
  return renderMermaid(graph, numbers);
}

/** One `flowchart`, deterministic; edges into a node are written in operand order. */
export function renderMermaid(graph: Graph, numbers: Numbers | null): string {
  const advice = 'Mermaid draws small graphs only: close some groups, or export SVG or DOT.';
  const { parts, edges } = resolve(graph, MOST, advice);
  const withOp = new Set<string>();
  return [
    'flowchart LR',
    ...lines(parts, numbers, withOp, '  '),
    ...edges.map(({ from, to }) => `  ${from} --> ${withOp.has(to) ? opKey(to) : to}`),
    '  classDef reference stroke-dasharray: 3 3',
    '  classDef op fill:#24517f,color:#fff,stroke:#24517f',
    '',
  ].join('\n');
}

const opKey = (key: string): string => `o${key.slice(1)}`;

function lines(parts: readonly Box[], numbers: Numbers | null, withOp: Set<string>, indent: string): string[] {
  return parts.flatMap(box => {
    if (box.kind === 'open') {
      const inner = lines(box.parts, numbers, withOp, `${indent}  `);
      return [`${indent}subgraph ${box.key}["${quote(box.name)}"]`, ...inner, `${indent}end`];
    }
    return statements(box, numbers, withOp).map(statement => indent + statement);
  });
}

function statements(box: Exclude<Box, { kind: 'open' }>, numbers: Numbers | null, withOp: Set<string>): string[] {
  switch (box.kind) {
    case 'value': {
      const { key, id, node } = box;
      const reading = numbers?.reading(id, node) ?? blank(node);
      const value = `${key}["${rows([node.label, node.tensor?.shape ?? '', ...numberRows(reading)])}"]`;
      if (node.symbol === '') return [value];
      withOp.add(key);
      return [value, `${opKey(key)}(["${quote(badgeWords(node))}"]):::op`, `${opKey(key)} --> ${key}`];
    }
    case 'reference': {
      const { data } = numbers?.reading(numbers.referred(box.user, box.input), box.node) ?? blank(box.node);
      return [`${box.key}["${rows([box.node.label === '' ? data : box.node.label])}"]:::reference`];
    }
    case 'closed': {
      const reading = box.result === null ? [] : numberRows(numbers?.resultReading(box.result) ?? BLANK);
      return [`${box.key}[["${rows([`${box.item.name} ${countWords(box.item)}`, ...reading])}"]]`];
    }
    case 'junction':
      return [`${box.key}((" "))`];
  }
}

function numberRows({ data, grad, state }: Reading): string[] {
  return state === 'none' ? [`data ${data}`] : [`data ${data}`, `grad ${state === 'unreached' ? NOT_YET : grad}`];
}

const rows = (texts: readonly string[]): string =>
  texts
    .filter(text => text !== '')
    .map(quote)
    .join('<br/>');

/** What Mermaid or Markdown would read as theirs, by its character code; between quotes the rest is text. */
function quote(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/["#&;<>`*_~\\[\]]/g, char => `#${char.codePointAt(0)};`);
}
