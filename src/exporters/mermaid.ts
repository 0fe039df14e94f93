/** A small graph as a Mermaid flowchart, as Markdown viewers draw it. */
import { badgeWords } from '../../webview/graph/measure';
import type { Numbers } from '../../webview/graph/numbers';
import type { Graph } from '../protocol/graph';
import type { Exhibit } from './exhibit';
import { type Box, type InputsOf, resolve } from './resolved';
import { closedLines, referenceLine, valueLines } from './words';

/** Mermaid's layout takes seconds for more, and viewers refuse many edges. */
const MOST = 200;

export function mermaid(exhibit: Exhibit): string {
  const { graph, numbers } = exhibit.picture();
  return renderMermaid(graph, numbers, node => exhibit.recording.inputs(node));
}

/**
 * One `flowchart`, deterministic; edges into a node are written in operand order.
 * @param inputsOf - Of a node; without it what uses the copies of an open stack is told of all of them together.
 */
export function renderMermaid(graph: Graph, numbers: Numbers | null, inputsOf?: InputsOf): string {
  const advice = 'Mermaid draws small graphs only: close some groups, or export SVG or DOT.';
  const { parts, edges } = resolve(graph, MOST, advice, inputsOf);
  const withOp = new Set<string>();
  return [
    'flowchart LR',
    ...lines(parts, numbers, withOp, '  '),
    ...edges.map(({ from, to, hidden }) => `  ${from} ${hidden ? '-.->' : '-->'} ${withOp.has(to) ? opKey(to) : to}`),
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
      const { key, node } = box;
      const value = `${key}["${rows(valueLines(box, numbers))}"]`;
      if (node.symbol === '') return [value];
      withOp.add(key);
      return [value, `${opKey(key)}(["${quote(badgeWords(node))}"]):::op`, `${opKey(key)} --> ${key}`];
    }
    case 'reference':
      return [`${box.key}["${quote(referenceLine(box, numbers))}"]:::reference`];
    case 'closed':
      return [`${box.key}[["${rows(closedLines(box, numbers))}"]]`];
    case 'junction':
      return [`${box.key}((" "))`];
    case 'others':
      return [`${box.key}["${quote(box.name)}"]:::reference`];
  }
}

const rows = (lines: readonly string[]): string => lines.map(quote).join('<br/>');

/** What Mermaid or Markdown would read as theirs, by its character code; between quotes the rest is text. */
function quote(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/["#&;<>`*_~\\[\]]/g, char => `#${char.codePointAt(0)};`);
}
