/** Scenes for tests, of samples and of random nested graphs. */

import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkNode } from 'elkjs/lib/elk-api';
import {
  BORDER,
  type Fold,
  type Graph,
  type Item,
  type Link,
  type Template,
  type ViewNode,
} from '../../../src/protocol/graph';
import type { OpStyle } from '../../../src/protocol/panel';
import { compose, type Solver } from '../../../webview/graph/compose';
import { solve } from '../../../webview/graph/elk';
import { drawStyle } from '../../../webview/graph/measure';
import { rootOf, type Scene } from '../../../webview/graph/placed';
import { type Sight, sightOf } from '../../../webview/graph/sight';

export type Layout = (graph: Graph, opStyle?: OpStyle) => Promise<Scene>;

const elk = new ELK();

/** Asked of elkjs in all: calls, and the most boxes of one call. */
export const asked = { calls: 0, most: 0 };

const engine = {
  layout: (root: ElkNode): Promise<ElkNode> => {
    const boxes = (root.children ?? []).reduce((sum, { children = [] }) => sum + children.length, 0);
    asked.calls += 1;
    asked.most = Math.max(asked.most, boxes);
    return elk.layout(root);
  },
};

export const byElk: Solver = graphs => solve(engine, graphs);
export const plain: Solver = () => Promise.resolve(null);

export const elkScene: Layout = (graph, opStyle = 'badge') => compose(graph, drawStyle(graph, null, opStyle), byElk);
export const plainScene: Layout = (graph, opStyle = 'badge') => compose(graph, drawStyle(graph, null, opStyle), plain);

/** All of a picture. */
export function everything(scene: Scene): Sight {
  const { width, height } = rootOf(scene);
  return sightOf(scene, { x: -1, y: -1, width: width + 2, height: height + 2 }, 100_000);
}

/** Numbers in [0, 1), the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Part {
  template: number;
  span: number;
  groups: number;
  ins: number;
  outs: number;
}

/** Groups in groups, open and closed, stacks in every state, references; all links lead from earlier to later items. */
export class RandomGraph {
  private readonly templates: Template[] = [];
  private readonly random: () => number;

  constructor(
    private readonly seed: number,
    /** Groups may use each other's values, so that links go around. */
    private readonly hasCycles = false,
  ) {
    this.random = randomFrom(seed);
  }

  make(): Graph {
    this.part(3, true);
    const { templates, seed } = this;
    const key = `random ${seed}`;
    return { serial: 1, key, lineage: key, templates, node: 7, group: 2, total: 1000, drawn: 100 };
  }

  private below(count: number): number {
    return Math.floor(this.random() * count);
  }

  private part(depth: number, isWhole = false): Part {
    const items: Item[] = [];
    const wanted: { index: number; ins: number }[] = [];
    const outsOf: number[] = [];
    let [node, group] = [0, 1];
    const add = (item: Item, ins: number, outs: number): void => {
      wanted.push({ index: items.length, ins });
      outsOf[items.length] = outs;
      items.push(item);
    };
    const size = 1 + this.below(6);
    for (let i = 0; i < size; i++) {
      const draw = depth === 0 ? 0 : this.random();
      if (draw < 0.5) {
        const inputs = this.below(4);
        add({ kind: 'value', absorbed: null, at: node++, node: this.node(inputs) }, inputs, 1);
      } else {
        const inner = this.part(depth - 1);
        const count = draw < 0.75 ? 1 : 1 + this.below(7);
        add(this.box(inner, draw < 0.75, count, node, group), inner.ins, inner.outs);
        node += inner.span * count;
        group += inner.groups * count;
      }
    }
    const [ins, outs] = isWhole ? [0, 0] : [this.below(3), 1 + this.below(2)];
    const links: Link[] = [];
    for (const { index, ins: entries } of wanted) {
      for (let entry = 0; entry < entries; entry++) this.feed(items, links, index, entry, outsOf, ins);
    }
    for (let entry = 0; entry < outs; entry++) {
      const source = this.below(size);
      if (outsOf[source] > 0)
        links.push({ source, exit: this.below(outsOf[source]), target: BORDER, entry, hidden: false });
    }
    const template = this.templates.push({ key: `${this.seed}.${this.templates.length}`, items, links, ins, outs }) - 1;
    return { template, span: node, groups: group, ins, outs };
  }

  /** One link to an entry, from before it, from the border, from around a cycle, or from a reference of its own. */
  private feed(items: Item[], links: Link[], target: number, entry: number, outsOf: number[], ins: number): void {
    const user = items[target];
    if (user.kind === 'value' && this.random() < 0.25) {
      items.push({ kind: 'reference', user: user.at, input: entry, node: this.node(0) });
      links.push({ source: items.length - 1, exit: 0, target, entry, hidden: false });
      return;
    }
    if (ins > 0 && this.random() < 0.3) {
      links.push({ source: BORDER, exit: this.below(ins), target, entry, hidden: false });
      return;
    }
    const last = this.hasCycles && user.kind === 'group' ? outsOf.length : target;
    const source = this.below(last);
    if (last > 0 && source !== target)
      links.push({ source, exit: this.below(outsOf[source]), target, entry, hidden: false });
  }

  private node(inputs: number): ViewNode {
    const label = this.random() < 0.4 ? `x${this.below(1000)}` : '';
    const isOp = inputs > 0;
    return {
      label,
      kind: isOp ? 'op' : this.random() < 0.5 ? 'leaf' : 'constant',
      symbol: isOp ? '+' : '',
      opName: isOp ? 'addition' : '',
      tensor: null,
      terms: inputs === 3 ? 3 : 0,
    };
  }

  private box(inner: Part, isGroup: boolean, count: number, at: number, group: number): Item {
    const { span, groups, ins, outs } = inner;
    const name = 'f'.repeat(1 + this.below(30));
    const result = this.random() < 0.5 ? 0 : null;
    const isOpen = this.random() < 0.7;
    const template = isOpen ? inner.template : null;
    if (isGroup) return { kind: 'group', at, span, group, name, count: span, template, ins, outs, result, copy: null };
    const fold: Fold = !isOpen ? 'closed' : this.random() < 0.5 ? 'all' : this.below(count);
    const each = Array.from({ length: count }, (_, i) => i);
    return {
      kind: 'repeat',
      at: Uint32Array.from(each, i => at + i * span),
      group: Uint32Array.from(each, i => group + i * groups),
      span,
      name,
      count: span,
      template,
      fold,
      result,
      names: null,
      ins,
      outs,
      chained: false,
    };
  }
}
