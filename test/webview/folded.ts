/** A training loss by its structure, with what a host keeps of it: which groups are open, and whose numbers are looked at. */

import {
  BORDER,
  type Fold,
  type Graph,
  type Item,
  type Link,
  type Template,
  type ViewNode,
} from '../../src/protocol/graph';
import type { Cursor, FromPanel, Values } from '../../src/protocol/panel';
import { formatNumber } from '../../src/recording/format';

type Kind = 'sample' | 'neuron' | 'dot' | 'penalty' | 'squares';
type Look = Extract<FromPanel, { type: 'look' }>;

const LEAVES = ['w1', 'w2', 'b'];
/** Nodes and groups of one sample. */
const SPAN = 10;
const GROUPS = 3;

const view = (change: Partial<ViewNode>): ViewNode => {
  return { label: '', kind: 'op', symbol: '', opName: '', tensor: null, terms: 0, ...change };
};
const op = (symbol: string, opName: string, label = ''): ViewNode => view({ symbol, opName, label });
const leaf = (label: string): ViewNode => view({ kind: 'leaf', label });
const CONSTANT = view({ kind: 'constant' });

const value = (at: number, node: ViewNode): Item => ({ kind: 'value', absorbed: null, at, node });
const reference = (user: number, input: number, label: string): Item => {
  return { kind: 'reference', user, input, node: leaf(label) };
};
const link = (source: number, target: number, entry = 0, exit = 0): Link => ({
  source,
  exit,
  target,
  entry,
  hidden: false,
});

/**
 * loss = Σ over samples of (tanh(x1·w1 + x2·w2 + b) − y)², and a penalty w1² + w2². Every sample is a call with a call in
 * it, stacked; the penalty is a group with a group in it, whose entries and exits go through both of their borders.
 */
export class Folded {
  serial = 0;
  /** What is open; groups of one kind are open together. */
  readonly folds: Record<Kind, Fold> = { sample: 0, neuron: 'open', dot: 'closed', penalty: 'open', squares: 'open' };
  private looked: Look = { type: 'look', serial: 0, nodes: [], references: [] };

  constructor(
    readonly count = 12,
    folds: Partial<Record<Kind, Fold>> = {},
  ) {
    Object.assign(this.folds, folds);
  }

  /** The number of nodes of all samples, the sum of their errors, and the penalty with the loss. */
  get total(): number {
    return this.penalty + 5;
  }

  sampleAt(index: number): number {
    return LEAVES.length + index * SPAN;
  }

  get sum(): number {
    return this.sampleAt(this.count) + this.count - 2;
  }

  private get penalty(): number {
    return this.sum + 1;
  }

  get loss(): number {
    return this.penalty + 4;
  }

  /** A new graph of what is open now. */
  graph(): Graph {
    this.serial += 1;
    const templates: Template[] = [];
    const add = (template: Template): number => templates.push(template) - 1;
    const { folds } = this;
    const dot = folds.dot === 'closed' ? null : add(DOT);
    const neuron = folds.neuron === 'closed' ? null : add(neuronOf(dot));
    const sample = folds.sample === 'closed' ? null : add(sampleOf(neuron, dot !== null));
    const squares = folds.penalty === 'closed' || folds.squares === 'closed' ? null : add(SQUARES);
    const penalty = folds.penalty === 'closed' ? null : add(penaltyOf(squares));
    const key = JSON.stringify(folds);
    add(this.whole(key, sample, penalty));
    const { serial, total } = this;
    return { serial, key, lineage: `folded ${this.count}`, templates, node: 0, group: 0, total, drawn: this.drawn() };
  }

  private whole(key: string, sample: number | null, penalty: number | null): Template {
    const each = Array.from({ length: this.count }, (_, i) => i);
    const items: Item[] = [
      value(0, leaf('w1')),
      value(1, leaf('w2')),
      value(2, leaf('b')),
      {
        kind: 'repeat',
        at: Uint32Array.from(each, i => this.sampleAt(i)),
        group: Uint32Array.from(each, i => 1 + i * GROUPS),
        span: SPAN,
        name: '(x, y) => error(n.forward(x), y)',
        count: SPAN,
        template: sample,
        fold: this.folds.sample,
        result: SPAN - 1,
        names: null,
        ins: 1,
        outs: 1,
        chained: false,
      },
      value(this.sum, { ...op('+', 'sum'), terms: this.count }),
      {
        kind: 'group',
        at: this.penalty,
        span: 4,
        group: 1 + this.count * GROUPS,
        name: 'penalty()',
        count: 4,
        template: penalty,
        ins: 2,
        outs: 1,
        result: 3,
        copy: null,
      },
      value(this.loss, op('+', 'addition', 'loss')),
    ];
    const links = [link(3, 4), link(0, 5, 0), link(1, 5, 1), link(4, 6, 0), link(5, 6, 1)];
    return { key: `whole ${key} ${this.count}`, items, links, ins: 0, outs: 0 };
  }

  private drawn(): number {
    const { sample, neuron, dot, penalty, squares } = this.folds;
    const own = sample === 'closed' ? 0 : 6 + (neuron === 'closed' ? 0 : 2 + (dot === 'closed' ? 0 : 3));
    const copies = sample === 'all' ? this.count : 1;
    return 5 + own * copies + (penalty === 'closed' ? 0 : squares === 'closed' ? 1 : 3);
  }

  /** What a host makes of a fold; `all` and `one` are the stack's. */
  fold(group: number, fold: Fold): void {
    const first = 1 + this.count * GROUPS;
    const kinds: Kind[] = group >= first ? ['penalty', 'squares'] : ['sample', 'neuron', 'dot'];
    this.folds[kinds[group >= first ? group - first : (group - 1) % GROUPS]] = fold;
  }

  foldAll(open: boolean): void {
    const to: Fold = open ? 'open' : 'closed';
    Object.assign(this.folds, { sample: open ? 'all' : 'closed', neuron: to, dot: to, penalty: to, squares: to });
  }

  look(look: Look): void {
    this.looked = look;
  }

  /** The numbers of what was looked at last. */
  values(cursor: Cursor = { pass: -1, step: 0 }): Values {
    const { nodes, references } = this.looked;
    return {
      serial: this.serial,
      cursor,
      nodes,
      labels: nodes.map(() => ''),
      data: nodes.map(node => formatNumber(this.data(node))),
      grad: nodes.map(node => (this.isConstant(node) ? '' : formatNumber(gradOf(node)))),
      state: nodes.map(node => (this.isConstant(node) ? 'none' : 'final')),
      notFinite: nodes.map(() => null),
      references: references.map(([user, input]) => ({ user, input, node: this.referred(user, input) })),
      steps: 0,
      step: null,
    };
  }

  /** The node that a reference stands for. */
  referred(user: number, input: number): number {
    const inside = (user - LEAVES.length) % SPAN;
    return input === 1 ? 2 : inside - 2;
  }

  private isConstant(node: number): boolean {
    const inside = (node - LEAVES.length) % SPAN;
    return node >= LEAVES.length && node < this.sampleAt(this.count) && (inside < 2 || inside === 7);
  }

  private data(node: number): number {
    const [w1, w2, b] = [0.62, -1.3, 0.25];
    if (node < LEAVES.length) return [w1, w2, b][node];
    if (node === this.sum) return this.errors();
    if (node > this.sum) {
      const [first, second] = [w1 * w1, w2 * w2];
      return [first, second, first + second, 0.1 * (first + second), this.errors() + 0.1 * (first + second)][
        node - this.penalty
      ];
    }
    return this.sampleData(Math.floor((node - LEAVES.length) / SPAN))[(node - LEAVES.length) % SPAN];
  }

  private errors(): number {
    let sum = 0;
    for (let i = 0; i < this.count; i++) sum += this.sampleData(i)[SPAN - 1];
    return sum;
  }

  private sampleData(index: number): number[] {
    const [x1, x2] = [Math.sin(index + 1) * 2, Math.cos(index * 3)];
    const [first, second] = [x1 * 0.62, x2 * -1.3];
    const [dot, y] = [first + second, index % 2 ? -1 : 1];
    const out = Math.tanh(dot + 0.25);
    return [x1, x2, first, second, dot, dot + 0.25, out, -y, out - y, (out - y) ** 2];
  }
}

/** Any number will do. */
const gradOf = (node: number): number => Math.sin(node * 1.7) * 1.5;

/** x1·w1 + x2·w2, the weights beside their products. */
const DOT: Template = {
  key: 'dot',
  items: [
    value(0, op('×', 'multiplication')),
    value(1, op('×', 'multiplication')),
    value(2, op('+', 'addition', 'dot')),
    reference(0, 0, 'w1'),
    reference(1, 0, 'w2'),
  ],
  links: [
    link(3, 0, 0),
    link(BORDER, 0, 1, 0),
    link(4, 1, 0),
    link(BORDER, 1, 1, 1),
    link(0, 2, 0),
    link(1, 2, 1),
    link(2, BORDER),
  ],
  ins: 2,
  outs: 1,
};

function neuronOf(dot: number | null): Template {
  return {
    key: `neuron ${dot}`,
    items: [
      {
        kind: 'group',
        at: 0,
        span: 3,
        group: 1,
        name: 'dot(w, x)',
        count: 3,
        template: dot,
        ins: 2,
        outs: 1,
        result: 2,
        copy: null,
      },
      value(3, op('+', 'addition')),
      reference(3, 1, 'b'),
      value(4, op('tanh', 'tanh', 'out')),
    ],
    links: [link(BORDER, 0, 0, 0), link(BORDER, 0, 1, 1), link(0, 1, 0), link(2, 1, 1), link(1, 3), link(3, BORDER)],
    ins: 2,
    outs: 1,
  };
}

function sampleOf(neuron: number | null, isDotOpen: boolean): Template {
  return {
    key: `sample ${neuron} ${isDotOpen}`,
    items: [
      value(0, CONSTANT),
      value(1, CONSTANT),
      {
        kind: 'group',
        at: 2,
        span: 5,
        group: 1,
        name: 'n.forward(x)',
        count: 5,
        template: neuron,
        ins: 2,
        outs: 1,
        result: 4,
        copy: null,
      },
      value(7, CONSTANT),
      value(8, op('+', 'addition', 'error')),
      value(9, op('x²', 'square')),
    ],
    links: [link(0, 2, 0), link(1, 2, 1), link(2, 4, 0), link(3, 4, 1), link(4, 5), link(5, BORDER)],
    ins: 0,
    outs: 1,
  };
}

const SQUARES: Template = {
  key: 'squares',
  items: [value(0, op('x²', 'square')), value(1, op('x²', 'square')), value(2, op('+', 'addition'))],
  links: [link(BORDER, 0, 0, 0), link(BORDER, 1, 0, 1), link(0, 2, 0), link(1, 2, 1), link(2, BORDER)],
  ins: 2,
  outs: 1,
};

function penaltyOf(squares: number | null): Template {
  return {
    key: `penalty ${squares === null}`,
    items: [
      {
        kind: 'group',
        at: 0,
        span: 3,
        group: 1,
        name: 'squares',
        count: 3,
        template: squares,
        ins: 2,
        outs: 1,
        result: 2,
        copy: null,
      },
      value(3, op('× 0.1', 'multiplication')),
    ],
    links: [link(BORDER, 0, 0, 0), link(BORDER, 0, 1, 1), link(0, 1), link(1, BORDER)],
    ins: 2,
    outs: 1,
  };
}
