/** A graph in Graphviz's language: values as records of label, data and grad, ops as nodes between, open groups as clusters. */

import {
  BORDER,
  type Graph,
  type GroupItem,
  type Link,
  type ReferenceItem,
  type RepeatItem,
  type Template,
  type ViewNode,
} from '../../src/protocol/graph';
import { NOT_YET } from '../terms';
import type { Reading } from './draw';
import { badgeWords, countWords } from './measure';
import { BLANK, blank, type Numbers } from './numbers';

/** No viewer shows more copies of one stack than these. */
const MOST_COPIES = 1000;

/** One `digraph`, deterministic; edges are written in operand order, which Graphviz keeps. */
export function renderDot(graph: Graph, numbers: Numbers | null): string {
  const lines = [
    'digraph {',
    '  rankdir=LR;',
    '  ordering=in;',
    '  node [shape=record, fontname="monospace", fontsize=11];',
  ];
  const writer = new Writer(graph, numbers);
  const { node, group } = graph;
  writer.copy({ template: graph.templates.length - 1, node, group, ins: () => [] }, '  ');
  const edges = writer.edges.map(([from, to]) => `  ${from} -> ${to};`);
  return `${[...lines, ...writer.nodes, ...edges, '}'].join('\n')}\n`;
}

/** A copy of a template: what its ids count from, and the names of what comes in at an entry. */
interface Copy {
  template: number;
  node: number;
  group: number;
  ins: (entry: number) => readonly string[];
}

/** Borders leave no trace: edges go on through them to the names of values, references and closed boxes. */
class Writer {
  readonly nodes: string[] = [];
  readonly edges: [from: string, to: string][] = [];
  /** Links of each template by what they arrive at. */
  private readonly arriving: Map<number, Link[]>[];

  constructor(
    private readonly graph: Graph,
    private readonly numbers: Numbers | null,
  ) {
    this.arriving = graph.templates.map(linksByTarget);
  }

  copy(copy: Copy, indent: string): void {
    this.graph.templates[copy.template].items.forEach((item, i) => {
      if (item.kind === 'value') this.arrive(this.value(item.node, copy.node + item.at, indent), i, copy);
      else if (item.kind === 'reference') this.reference(item, copy, indent);
      else if (item.template === null) this.arrive(this.closed(item, copy, indent), i, copy);
      else this.open(item, i, copy, indent);
    });
  }

  private arrive(name: string, index: number, copy: Copy): void {
    for (const link of this.arriving[copy.template].get(index) ?? []) {
      for (const from of this.sources(link, copy)) this.edges.push([from, name]);
    }
  }

  /** The names of what a link comes from. */
  private sources({ source, exit }: Link, copy: Copy): readonly string[] {
    if (source === BORDER) return copy.ins(exit);
    const item = this.graph.templates[copy.template].items[source];
    if (item.kind === 'value') return [`v${copy.node + item.at}`];
    if (item.kind === 'reference') return [referenceName(item, copy)];
    if (item.template === null) return [closedName(item, copy)];
    return this.copiesIn(item, source, copy).flatMap(inner => {
      const links = this.arriving[inner.template].get(BORDER) ?? [];
      const leaving = links.filter(({ entry }) => item.kind === 'repeat' || entry === exit);
      return leaving.flatMap(link => this.sources(link, inner));
    });
  }

  /** Those of an open box that are written. All copies of a stack share one entry and one exit. */
  private copiesIn(item: GroupItem | RepeatItem, index: number, copy: Copy): Copy[] {
    const at = (node: number, group: number): Copy => ({
      template: item.template!,
      node: copy.node + node,
      group: copy.group + group,
      ins: entry => {
        const links = this.arriving[copy.template].get(index) ?? [];
        const own = links.filter(link => item.kind === 'repeat' || link.entry === entry);
        return own.flatMap(link => this.sources(link, copy));
      },
    });
    if (item.kind === 'group') return [at(item.at, item.group)];
    if (typeof item.fold === 'number') return [at(item.at[item.fold], item.group[item.fold])];
    return Array.from(item.at.subarray(0, MOST_COPIES), (node, i) => at(node, item.group[i]));
  }

  private open(item: GroupItem | RepeatItem, index: number, copy: Copy, indent: string): void {
    const name = closedName(item, copy);
    this.copiesIn(item, index, copy).forEach((inner, i) => {
      const which = item.kind === 'repeat' && typeof item.fold === 'number' ? item.fold : i;
      const words = item.kind === 'repeat' ? `${item.name}, ${which + 1} of ${item.at.length}` : item.name;
      this.nodes.push(`${indent}subgraph cluster_${name}_${which} {`, `${indent}  label="${quote(words)}";`);
      this.copy(inner, `${indent}  `);
      this.nodes.push(`${indent}}`);
    });
  }

  /** Returns the name of what edges lead to. */
  private value(node: ViewNode, id: number, indent: string): string {
    const reading = this.numbers?.reading(id, node) ?? blank(node);
    this.nodes.push(`${indent}v${id} [label="${record(node, reading)}"];`);
    if (node.symbol === '') return `v${id}`;
    this.nodes.push(`${indent}o${id} [label="${quote(badgeWords(node))}", shape=oval];`, `${indent}o${id} -> v${id};`);
    return `o${id}`;
  }

  /** A value that belongs elsewhere: its label, or its number without one. */
  private reference(item: ReferenceItem, copy: Copy, indent: string): void {
    const { numbers } = this;
    const reading =
      numbers?.reading(numbers.referred(copy.node + item.user, item.input), item.node) ?? blank(item.node);
    const words = quote(item.node.label === '' ? reading.data : item.node.label);
    this.nodes.push(`${indent}${referenceName(item, copy)} [label="${words}", shape=box, style="rounded,dashed"];`);
  }

  private closed(item: GroupItem | RepeatItem, copy: Copy, indent: string): string {
    const name = closedName(item, copy);
    const at = item.kind === 'group' ? item.at : item.at[0];
    const { data } = this.numbers?.resultReading(item.result === null ? null : copy.node + at + item.result) ?? BLANK;
    const fields = [item.name, countWords(item), ...(data === '' ? [] : [`data ${data}`])];
    this.nodes.push(`${indent}${name} [label="${fields.map(field).join(' | ')}", style=bold];`);
    return name;
  }
}

const referenceName = ({ user, input }: ReferenceItem, { node }: Copy): string => `r${node + user}_${input}`;

const closedName = ({ group }: GroupItem | RepeatItem, copy: Copy): string =>
  `g${copy.group + (typeof group === 'number' ? group : group[0])}`;

/** In the order of their entries. */
function linksByTarget({ links }: Template): Map<number, Link[]> {
  const result = new Map<number, Link[]>();
  for (const link of links) {
    const list = result.get(link.target);
    if (list) list.push(link);
    else result.set(link.target, [link]);
  }
  for (const list of result.values()) list.sort((a, b) => a.entry - b.entry);
  return result;
}

function record(node: ViewNode, { data, grad, state }: Reading): string {
  const { tensor } = node;
  const fields = node.label === '' ? [] : [node.label];
  if (tensor !== null && tensor.shape !== '') fields.push(tensor.shape);
  fields.push(`data ${data}`);
  if (state !== 'none') fields.push(`grad ${state === 'unreached' ? NOT_YET : grad}`);
  return fields.map(field).join(' | ');
}

/** Text in a field of a record. */
const field = (text: string): string => quote(text.replace(/[{}|<>]/g, '\\$&'));

/** In a record, a backslash before a special character is Graphviz's; any other is the text's own. */
function quote(text: string): string {
  return text
    .replace(/\\(?![{}|<>])/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\n/g, '\\n');
}
