/** What is drawn, without numbers. */
import type { Fold, Graph, GroupItem, Item, Template, ViewNode } from '../protocol/graph';
import { type Content, contentsOf, type FoldContent, portsOf } from '../recording/outline/contents';
import { joined, mixA, mixB, unnumbered } from '../recording/outline/hash';
import type { Outline } from '../recording/outline/outline';
import { type Extent, passExtent, wholeTape } from '../recording/queries/extent';
import type { Recording } from '../recording/recording';
import { CONSTANT } from '../recording/schema';
import { type Choices, type Folding, keysOf } from './folding';
import { drawnLinks, isChained, type Shown, standsAlone } from './links';
import { viewTensor } from './tensors';
import { opWord } from './words';

/**
 * What there is to draw at pass `pass`, or of the whole tape for -1. With a single pass the rest of the tape is part of the
 * picture, for then it is one script with one result; with several passes each has its own graph.
 */
export function extentOf(recording: Recording, pass: number): Extent {
  const { size } = recording;
  const known = extents.get(recording);
  if (known?.size === size && known.pass === pass) return known.extent;
  const isWhole = pass < 0 || recording.passes.length === 1;
  const extent = isWhole ? wholeTape(recording) : passExtent(recording, pass);
  extents.set(recording, { size, pass, extent });
  return extent;
}

/** The one asked for last: every question about a pass begins with it. */
const extents = new WeakMap<Recording, { size: number; pass: number; extent: Extent }>();

export function graphOf(recording: Recording, outline: Outline, folding: Folding, serial: number): Graph {
  const { groups, whole, extent } = outline;
  const root = groups.structure.data[whole];
  const builder = new Builder(recording, outline, folding);
  const built = builder.template(root, folding.choices);
  const { a, b } = groups.structures[root];
  return {
    serial,
    key: text(mixA(built.a, builder.pages), mixB(built.b, builder.pages)),
    lineage: `${extent.kind} ${text(a, b)}`,
    templates: builder.templates,
    node: groups.base.data[whole],
    group: 0,
    total: extent.size,
    drawn: built.drawn,
  };
}

/** A template that has been made: its index, its key in two parts, and the number of values that it draws. */
interface Built {
  index: number;
  a: number;
  b: number;
  drawn: number;
}

class Builder {
  readonly templates: Template[] = [];
  /** Hash of which of each repeat is on show. */
  pages = 0;
  /** By structure, of groups in which nothing was chosen by the user. */
  private readonly known = new Map<number, Built>();

  constructor(
    private readonly recording: Recording,
    private readonly outline: Outline,
    private readonly folding: Folding,
  ) {}

  template(structure: number, choices: Choices | undefined): Built {
    const isPlain = choices?.inner === undefined;
    const known = isPlain ? this.known.get(structure) : undefined;
    if (known !== undefined) return known;
    const { groups } = this.outline;
    const { items, links } = contentsOf(this.outline, structure);
    const { a, b, ins, outs } = groups.structures[structure];
    const built: Built = { index: 0, a, b, drawn: 0 };
    const keys = isPlain ? [] : keysOf(this.outline, structure);
    const drawnItems: Item[] = [];
    const shown = items.map((item, i): Shown => {
      const index = drawnItems.length;
      const drawn = this.items(structure, item, choices?.inner?.get(keys[i]), built);
      drawnItems.push(...drawn);
      return { index, copy: copyOnShow(drawn[0]) };
    });
    const key = text(built.a, built.b);
    const drawn = { items: drawnItems, links: drawnLinks(links, shown) };
    built.index = this.templates.push({ key, ...drawn, ins: portsOf(ins), outs: portsOf(outs) }) - 1;
    if (isPlain) this.known.set(structure, built);
    return built;
  }

  /** Makes what an item is drawn as, and mixes into what it is part of how that looks with it. */
  private items(structure: number, item: Content, choices: Choices | undefined, built: Built): Item[] {
    const { groups, values } = this.outline;
    const base = groups.base.data[groups.structures[structure].group];
    const { node } = values.columns;
    if (item.kind === 'value') {
      built.drawn++;
      const absorbed = this.absorbed(item.at, base);
      return [{ kind: 'value', at: node[item.at] - base, absorbed, node: this.node(item.at, item.isVaried) }];
    }
    if (item.kind === 'reference') {
      const user = node[item.user] - base;
      return [{ kind: 'reference', user, input: item.input, node: this.node(item.at, item.isVaried) }];
    }
    return this.folds(structure, item, choices, built);
  }

  private folds(structure: number, item: FoldContent, choices: Choices | undefined, built: Built): Item[] {
    const { outline, folding } = this;
    const { groups, names } = outline;
    const { group: representative } = groups.structures[structure];
    const base = groups.base.data[representative];
    const children = groups.childrenOf(representative);
    const { items, links, numbers } = contentsOf(outline, structure);
    const indices = item.kind === 'group' ? [item.child] : item.children;
    const inner = groups.structure.data[children[indices[0]]];
    const { count, span, result, shape, ...ports } = groups.structures[inner];
    const [ins, outs] = [portsOf(ports.ins), portsOf(ports.outs)];
    const fold = folding.foldOf(outline, choices, item, shape);
    const opened = fold === 'closed' ? null : this.template(inner, choices);
    mix(built, lookOf(fold), item.kind === 'group' ? 0 : indices.length);
    if (opened !== null) {
      mix(built, opened.a, opened.b);
      built.drawn += opened.drawn * (fold === 'all' ? indices.length : 1);
    }
    const template = opened === null ? null : opened.index;
    const placeAt = (which: number) => groups.base.data[children[indices[which]]] - base;
    const nameAt = (which: number) => groups.name(children[indices[which]]);
    const nameOf = (which: number) => names.title(nameAt(which));
    const groupAt = (which: number, name: string, copy: GroupItem['copy']): GroupItem => {
      const at = placeAt(which);
      const group = numbers[indices[which]];
      const own = ports.outs > 1 ? null : at + result;
      return { kind: 'group', at, span, group, name, count, template, ins, outs, result: own, copy };
    };
    if (item.kind === 'group') return [groupAt(0, item.isVaried ? names.commonTitle(nameAt(0)) : nameOf(0), null)];
    const self = items.indexOf(item);
    const own = fold === 'all' ? ownNames(indices.length, nameOf) : null;
    if (fold === 'all' && standsAlone(links, self, indices.length)) {
      const copy = { of: indices.length, hasOwnName: own !== null };
      return Array.from(indices, (_, index) => groupAt(index, nameOf(index), { ...copy, index }));
    }
    if (typeof fold === 'number') this.pages = mixA(this.pages, fold + 1);
    // There may be a million.
    const at = new Uint32Array(indices.length);
    const group = new Uint32Array(indices.length);
    for (let i = 0; i < indices.length; i++) {
      at[i] = placeAt(i);
      group[i] = numbers[indices[i]];
    }
    return [
      {
        kind: 'repeat',
        at,
        group,
        span,
        name: own === null ? nameOf(typeof fold === 'number' ? fold : 0) : names.sharedTitle(nameAt(0)),
        names: own,
        count,
        template,
        fold,
        ins,
        outs,
        // Copies result in different numbers: a closed stack shows none of them.
        result: opened === null ? null : result,
        chained: isChained(links, self),
      },
    ];
  }

  /** The additions that a value stands for besides itself, as ids of its template. */
  private absorbed(at: number, base: number): Uint32Array | null {
    const { columns, head, via, offset } = this.outline.values;
    if (via === null || offset[at] === offset[at + 1] || via[offset[at]] < 0) return null;
    const others = new Set<number>();
    const open = [at];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (let i = columns.offset[next]; i < columns.offset[next + 1]; i++) {
        const input = columns.inputs[i];
        if (input < 0 || head[input] !== at || others.has(columns.node[input] - base)) continue;
        others.add(columns.node[input] - base);
        open.push(input);
      }
    }
    return Uint32Array.from(others);
  }

  private node(at: number, isVaried: boolean): ViewNode {
    const { recording } = this;
    const { columns, via, offset } = this.outline.values;
    const id = columns.node[at];
    const op = recording.op(id);
    const kind = op.arity !== 0 ? 'op' : recording.code(id) === CONSTANT ? 'constant' : 'leaf';
    const isSum = via !== null && offset[at] < offset[at + 1] && via[offset[at]] >= 0;
    return {
      label: isVaried ? unnumbered(recording.label(id)) : recording.label(id),
      kind,
      symbol: op.symbol,
      opName: kind === 'op' ? opWord(op) : '',
      tensor: viewTensor(recording, id),
      terms: isSum ? offset[at + 1] - offset[at] : 0,
    };
  }
}

/** Which copy of a repeat is on show, by the first item that it is drawn as. */
function copyOnShow(first: Item): Shown['copy'] {
  if (first.kind === 'group') return first.copy === null ? null : 'each';
  return first.kind === 'repeat' && typeof first.fold === 'number' ? first.fold : null;
}

/** Copies beyond this are too many to be read, and their names too many to be sent. */
const MOST_NAMED = 1000;

/** Names of copies, if they tell them apart. */
function ownNames(count: number, nameOf: (which: number) => string): string[] | null {
  if (count > MOST_NAMED) return null;
  const names = Array.from({ length: count }, (_, which) => nameOf(which));
  return new Set(names).size === count ? names : null;
}

function mix(built: Built, x: number, y: number): void {
  built.a = mixA(mixA(built.a, x), y);
  built.b = mixB(mixB(built.b, y), x);
}

/** Which of a repeat is on show makes no difference to where things are. */
const lookOf = (fold: Fold): number => (fold === 'closed' ? 1 : fold === 'all' ? 3 : 2);

const text = (a: number, b: number): string => joined(a, b).toString(36);

/** Ids of the values of a graph in the order in which they are drawn, closed groups' results among them. */
export function firstLook(
  graph: Graph,
  limit: number,
): { nodes: number[]; references: [user: number, input: number][] } {
  const nodes: number[] = [];
  const references: [user: number, input: number][] = [];
  const isFull = () => nodes.length + references.length >= limit;
  const visit = (index: number, node: number) => {
    for (const item of graph.templates[index].items) {
      if (isFull()) return;
      if (item.kind === 'value') nodes.push(node + item.at);
      else if (item.kind === 'reference') references.push([node + item.user, item.input]);
      else if (item.kind === 'group') {
        if (item.template !== null) visit(item.template, node + item.at);
        else if (item.result !== null) nodes.push(node + item.result);
      } else if (item.template === null) {
        if (item.result !== null) nodes.push(node + item.at[0] + item.result);
      } else if (item.fold === 'all') {
        for (let i = 0; i < item.at.length && !isFull(); i++) visit(item.template, node + item.at[i]);
      } else visit(item.template, node + item.at[typeof item.fold === 'number' ? item.fold : 0]);
    }
  };
  visit(graph.templates.length - 1, graph.node);
  return { nodes, references };
}
