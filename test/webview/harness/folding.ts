/** A chain of small units as a group, a stack of three and references to one weight: what opens and closes. */

import { BORDER, type Fold, type Graph, type Template, type ViewNode } from '../../../src/protocol/graph';
import type { Cursor, FromPanel, Values } from '../../../src/protocol/panel';

const nodeOf = (label: string, kind: ViewNode['kind'], symbol = '', opName = ''): ViewNode => {
  return { label, kind, symbol, opName, tensor: null, terms: 0 };
};
const WEIGHT = nodeOf('w', 'leaf');
/** Nodes 0 and 1: the input and the weight; 2, 3: the group; 4 to 9: three units of the stack; 10: the loss. */
const COUNT = 11;
const DATA = Array.from({ length: COUNT }, (_, i) => (0.9 - i * 0.07).toFixed(2));

/** One multiplication by the weight, and tanh of it. */
const UNIT: Template = {
  key: 'unit',
  items: [
    { kind: 'reference', user: 0, input: 1, node: WEIGHT },
    { kind: 'value', absorbed: null, at: 0, node: nodeOf('', 'op', '×', 'multiplication') },
    { kind: 'value', absorbed: null, at: 1, node: nodeOf('out', 'op', 'tanh', 'tanh') },
  ],
  links: [
    { source: BORDER, exit: 0, target: 1, entry: 0, hidden: false },
    { source: 0, exit: 0, target: 1, entry: 1, hidden: false },
    { source: 1, exit: 0, target: 2, entry: 0, hidden: false },
    { source: 2, exit: 0, target: BORDER, entry: 0, hidden: false },
  ],
  ins: 1,
  outs: 1,
};

export class Folding {
  private serial = 1;

  constructor(
    private group: Fold = 'closed',
    private stack: Fold = 'closed',
  ) {}

  fold(message: FromPanel): boolean {
    if (message.type === 'foldAll') {
      this.group = message.open ? 'open' : 'closed';
      this.stack = message.open ? 'all' : 'closed';
    } else if (message.type !== 'fold') return false;
    else if (message.group === 1) this.group = message.fold;
    else this.stack = message.fold;
    this.serial++;
    return true;
  }

  graph(key: string): Graph {
    const [group, stack] = [this.group === 'closed' ? null : 0, this.stack === 'closed' ? null : 0];
    const whole: Template = {
      key: `${key} ${this.group} ${this.stack}`,
      items: [
        { kind: 'value', absorbed: null, at: 0, node: nodeOf('x', 'leaf') },
        { kind: 'value', absorbed: null, at: 1, node: WEIGHT },
        {
          kind: 'group',
          at: 2,
          span: 2,
          group: 1,
          name: 'hidden(x)',
          count: 2,
          template: group,
          ins: 1,
          outs: 1,
          result: 1,
          copy: null,
        },
        {
          kind: 'repeat',
          at: Uint32Array.of(4, 6, 8),
          group: Uint32Array.of(2, 3, 4),
          span: 2,
          name: 'layers[0]',
          count: 2,
          template: stack,
          fold: this.stack,
          result: 1,
          names: null,
          ins: 1,
          outs: 1,
          chained: true,
        },
        { kind: 'value', absorbed: null, at: 10, node: nodeOf('loss', 'op', 'x²', 'square') },
      ],
      links: [
        { source: 0, exit: 0, target: 2, entry: 0, hidden: false },
        { source: 2, exit: 0, target: 3, entry: 0, hidden: false },
        { source: 3, exit: 0, target: 4, entry: 0, hidden: false },
      ],
      ins: 0,
      outs: 0,
    };
    const copies = this.stack === 'all' ? 3 : this.stack === 'closed' ? 0 : 1;
    const drawn = 3 + 2 * (copies + (group === null ? 0 : 1));
    const { serial } = this;
    return { serial, key: whole.key, lineage: key, templates: [UNIT, whole], node: 0, group: 0, total: COUNT, drawn };
  }

  values(cursor: Cursor): Values {
    const whole = cursor.pass < 0;
    const reached = Array.from({ length: COUNT }, (_, id) => whole || id >= COUNT - 1 - cursor.step);
    const stepped = COUNT - cursor.step;
    return {
      serial: this.serial,
      cursor,
      nodes: Array.from({ length: COUNT }, (_, id) => id),
      labels: Array.from({ length: COUNT }, () => ''),
      references: [2, 4, 6, 8].map(user => ({ user, input: 1, node: 1 })),
      data: DATA,
      grad: reached.map((has, id) => (has ? (1 - id * 0.05).toFixed(2) : '')),
      state: reached.map((has, id) => (has ? (id === 1 && !whole ? 'reached' : 'final') : 'unreached')),
      notFinite: DATA.map(() => null),
      steps: whole ? 0 : 9,
      step:
        whole || cursor.step === 0
          ? null
          : {
              node: stepped,
              label: 'loss',
              symbol: 'x²',
              tensor: false,
              upstream: '1',
              contributions: [
                {
                  input: stepped - 1,
                  label: 'out',
                  data: DATA[stepped - 1],
                  local: '0.8',
                  formula: '2a',
                  contribution: '0.8',
                  before: '0',
                  after: '0.8',
                  constant: false,
                },
              ],
              sentence: 'loss has the gradient 1 and passes it on: out gets 0.8.',
              place: '',
            },
    };
  }
}
