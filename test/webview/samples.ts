/** Small computations with their real numbers, and the messages that a host would send of them. */

import type { Graph, Item, Link, ViewNode } from '../../src/protocol/graph';
import type { Contribution, Cursor, GradState, Series, Values } from '../../src/protocol/panel';
import { formatNumber } from '../../src/recording/format';

interface OpRule {
  symbol: string;
  word: string;
  forward(inputs: number[]): number;
  /** Local derivative for each input, with its formula. */
  locals(inputs: number[], out: number): { value: number; formula: string }[];
}

const OPS = {
  add: {
    symbol: '+',
    word: 'addition',
    forward: inputs => inputs.reduce((sum, x) => sum + x, 0),
    locals: inputs => inputs.map(() => ({ value: 1, formula: '1' })),
  },
  mul: {
    symbol: '×',
    word: 'multiplication',
    forward: ([a, b]) => a * b,
    locals: ([a, b]) => [
      { value: b, formula: 'b' },
      { value: a, formula: 'a' },
    ],
  },
  tanh: {
    symbol: 'tanh',
    word: 'tanh',
    forward: ([a]) => Math.tanh(a),
    locals: (_, out) => [{ value: 1 - out * out, formula: '1 − out²' }],
  },
  square: { symbol: 'x²', word: 'square', forward: ([a]) => a * a, locals: ([a]) => [{ value: 2 * a, formula: '2a' }] },
} satisfies Record<string, OpRule>;

interface Cell {
  id: number;
  label: string;
  kind: ViewNode['kind'];
  op: keyof typeof OPS | null;
  inputs: number[];
  data: number;
  line: number;
}

/** The number of the only graph that most tests send. */
export const SERIAL = 1;

/** Records values as they are made; inputs come before their node. */
export class Sample {
  readonly cells: Cell[] = [];

  leaf(data: number, label = ''): number {
    return this.push({ label, kind: 'leaf', op: null, inputs: [], data });
  }

  constant(data: number): number {
    return this.push({ label: '', kind: 'constant', op: null, inputs: [], data });
  }

  op(op: keyof typeof OPS, inputs: number[], label = ''): number {
    const data = (OPS[op] as OpRule).forward(inputs.map(id => this.cells[id].data));
    return this.push({ label, kind: 'op', op, inputs, data });
  }

  private push(cell: Omit<Cell, 'id' | 'line'>): number {
    const id = this.cells.length;
    this.cells.push({ ...cell, id, line: id + 3 });
    return id;
  }

  /** All of it in one template, as a small graph is drawn. */
  graph(key: string, serial = SERIAL): Graph {
    const items = this.cells.map((cell): Item => {
      const rule = cell.op ? (OPS[cell.op] as OpRule) : null;
      const node: ViewNode = {
        label: cell.label,
        kind: cell.kind,
        symbol: rule?.symbol ?? '',
        opName: rule?.word ?? '',
        tensor: null,
        terms: 0,
      };
      return { kind: 'value', absorbed: null, at: cell.id, node };
    });
    const links = this.cells.flatMap(({ id, inputs }) =>
      inputs.map((source, entry): Link => ({ source, exit: 0, target: id, entry, hidden: false })),
    );
    const total = items.length;
    const templates = [{ key, items, links, ins: 0, outs: 0 }];
    return { serial, key, lineage: key, templates, node: 0, group: 0, total, drawn: total };
  }

  /** The pass from the last value, at a cursor; pass −1 is the end of it. */
  values(cursor: Cursor, serial = SERIAL): Values {
    const order = this.cells.filter(cell => cell.op !== null && this.reaches(cell.id)).reverse();
    const steps = cursor.pass < 0 ? order.length : Math.min(cursor.step, order.length);
    const grad = this.cells.map(() => 0);
    const left = this.cells.map(({ id }) => order.flatMap(cell => cell.inputs).filter(input => input === id).length);
    const touched = new Set([this.cells.length - 1]);
    grad[this.cells.length - 1] = 1;
    let step: Values['step'] = null;
    for (const cell of order.slice(0, steps)) {
      step = this.step(cell, grad);
      for (const input of cell.inputs) {
        left[input] -= 1;
        touched.add(input);
      }
    }
    const state = this.cells.map(({ id, kind }): GradState => {
      if (kind === 'constant') return 'none';
      if (!touched.has(id)) return 'unreached';
      return left[id] === 0 ? 'final' : 'reached';
    });
    return {
      serial,
      cursor: cursor.pass < 0 ? { pass: -1, step: 0 } : { ...cursor, step: steps },
      nodes: this.cells.map(({ id }) => id),
      labels: this.cells.map(({ label }) => label),
      references: [],
      data: this.cells.map(({ data }) => formatNumber(data)),
      grad: grad.map((value, i) => (state[i] === 'reached' || state[i] === 'final' ? formatNumber(value) : '')),
      state,
      notFinite: this.cells.map(({ data }) => (Number.isFinite(data) ? null : 'data')),
      steps: cursor.pass < 0 ? 0 : order.length,
      step: cursor.pass < 0 ? null : step,
    };
  }

  private reaches(id: number): boolean {
    if (id === this.cells.length - 1) return true;
    return this.cells.some(cell => cell.inputs.includes(id) && this.reaches(cell.id));
  }

  private step(cell: Cell, grad: number[]): Values['step'] {
    const rule = OPS[cell.op!] as OpRule;
    const locals = rule.locals(
      cell.inputs.map(id => this.cells[id].data),
      cell.data,
    );
    const upstream = grad[cell.id];
    const contributions = cell.inputs.map((input, k): Contribution => {
      const before = grad[input];
      const value = locals[k].value * upstream;
      grad[input] += value;
      const { label, data, kind } = this.cells[input];
      return {
        input,
        label,
        data: formatNumber(data),
        local: formatNumber(locals[k].value),
        formula: locals[k].formula,
        contribution: formatNumber(value),
        before: formatNumber(before),
        after: formatNumber(grad[input]),
        constant: kind === 'constant',
      };
    });
    const name = cell.label || rule.word;
    const told = contributions.filter(c => !c.constant).map(c => `${c.label || 'its input'} gets ${c.contribution}`);
    const sentence = `${name} has the gradient ${formatNumber(upstream)} and passes it on: ${told.join('; ')}.`;
    return {
      node: cell.id,
      label: cell.label,
      symbol: rule.symbol,
      tensor: false,
      upstream: formatNumber(upstream),
      contributions,
      sentence,
      place: `neuron.ts:${cell.line}`,
    };
  }
}

/** The lecture's neuron: o = tanh(x1·w1 + x2·w2 + b). */
export function neuron(): Sample {
  const tape = new Sample();
  const x1 = tape.leaf(2, 'x1');
  const x2 = tape.leaf(0, 'x2');
  const w1 = tape.leaf(-3, 'w1');
  const w2 = tape.leaf(1, 'w2');
  const b = tape.leaf(6.8813735870195432, 'b');
  const x1w1 = tape.op('mul', [x1, w1], 'x1w1');
  const x2w2 = tape.op('mul', [x2, w2], 'x2w2');
  const sum = tape.op('add', [x1w1, x2w2], 'x1w1x2w2');
  const n = tape.op('add', [sum, b], 'n');
  tape.op('tanh', [n], 'o');
  return tape;
}

/** An expression with unnamed values, constants and a square of one value: (3a² + 2a·b − 4)². */
export function unnamed(): Sample {
  const tape = new Sample();
  const a = tape.leaf(3, 'a');
  const b = tape.leaf(-0.5, 'b');
  const aa = tape.op('mul', [a, a]);
  const first = tape.op('mul', [tape.constant(3), aa]);
  const second = tape.op('mul', [tape.op('mul', [tape.constant(2), a]), b]);
  const sum = tape.op('add', [tape.op('add', [first, second]), tape.constant(-4)]);
  tape.op('square', [sum], 'L');
  return tape;
}

/** A two-layer perceptron's loss over some samples: about 90 values a sample. */
export function perceptron(samples: number, shift = 0): Sample {
  const tape = new Sample();
  let seed = 7;
  const random = (): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.round((seed / 1073741824 - 1) * 1000) / 1000 + shift;
  };
  const sizes = [3, 4, 4, 1];
  const layers = sizes.slice(1).map((outputs, l) =>
    Array.from({ length: outputs }, (_, k) => ({
      weights: Array.from({ length: sizes[l] }, (_w, i) => tape.leaf(random(), `w${l}${k}${i}`)),
      bias: tape.leaf(random(), `b${l}${k}`),
    })),
  );
  const losses: number[] = [];
  for (let s = 0; s < samples; s++) {
    let acts = Array.from({ length: 3 }, () => tape.constant(random()));
    for (const layer of layers) {
      acts = layer.map(({ weights, bias }) => {
        const sum = weights.reduce((total, w, i) => tape.op('add', [total, tape.op('mul', [w, acts[i]])]), bias);
        return tape.op('tanh', [sum]);
      });
    }
    losses.push(tape.op('square', [tape.op('add', [acts[0], tape.constant(s % 2 === 0 ? -1 : 1)])]));
  }
  losses.reduce((total, loss, s) => tape.op('add', [total, loss], s === samples - 1 ? 'loss' : ''));
  return tape;
}

/** Twenty passes of a falling loss. */
export function losses(count = 20): Series {
  const points = Array.from({ length: count }, (_, i) => 4.2 * Math.exp(-i / 5) + 0.06 + (i === 7 ? 0.4 : 0));
  return { name: 'loss', points, at: null };
}

/** c = a·b is infinite, for b is; d takes c away from itself, which is NaN. */
export function overflow(): Sample {
  const sample = new Sample();
  const [a, b] = [sample.leaf(2, 'a'), sample.leaf(Infinity, 'b')];
  const c = sample.op('mul', [a, b], 'c');
  const e = sample.op('mul', [c, sample.constant(-1)], 'e');
  sample.op('add', [c, e], 'd');
  return sample;
}
