/** Graphs in text, to look at them in tests. */
import type { Graph, Item } from '../../../src/protocol/graph';

/** One line an item, indented by what it is in. */
export function described(graph: Graph): string[] {
  const lines: string[] = [];
  const visit = (index: number, indent: string) => {
    for (const item of graph.templates[index].items) {
      lines.push(indent + textOf(item));
      if ((item.kind === 'group' || item.kind === 'repeat') && item.template !== null)
        visit(item.template, `${indent}  `);
    }
  };
  visit(graph.templates.length - 1, '');
  return lines;
}

function textOf(item: Item): string {
  if (item.kind === 'group') return `[${item.name}] ${item.count}`;
  if (item.kind === 'repeat') {
    return `[${item.name}] ${item.count} × ${item.at.length}${item.chained ? ' in a row' : ''} ${item.fold}`;
  }
  const { label, symbol, terms, kind } = item.node;
  const text = [label, terms > 0 ? `Σ${terms}` : symbol].filter(Boolean).join(' ') || kind;
  return item.kind === 'reference' ? `(${text})` : text;
}
