import assert from 'node:assert/strict';
import { noGrad, ones, tensor, where } from '../../../src/engine/index';
import type { Recorder, TensorPass } from '../../../src/engine/recorder';
import { tape as currentTape, Tape, useTape } from '../../../src/engine/tape';
import { nest } from '../../../src/engine/tensor/nested';
import { recordName, recordNamed } from '../../../src/engine/tensor/record';

/** Notes all that is told of tensors. */
class Notes implements Recorder {
  readonly made: { node: number; shape: readonly number[]; requiresGrad: boolean; gradFn: string | null }[] = [];
  readonly writes: unknown[] = [];
  readonly shares: unknown[][] = [];
  readonly passes: { root: number; steps: number[]; gradients: unknown[]; leaves: number[]; grads: unknown[] }[] = [];
  readonly labels: [number, string][] = [];
  /** How many passes had ended when one began. */
  readonly begun: number[] = [];

  labelled(node: number, label: string): void {
    this.labels.push([node, label]);
  }
  /** Nothing of scalars happens in these runs. */
  private readonly unexpected = () => assert.fail('an event of scalars');
  written = this.unexpected;
  zeroed = this.unexpected;
  passed = this.unexpected;
  abandoned = this.unexpected;
  contributed = this.unexpected;
  grown = this.unexpected;

  tensorMade: Recorder['tensorMade'] = (node, { array, requiresGrad, gradFn }) => {
    this.made.push({ node, shape: array.shape, requiresGrad, gradFn });
  };
  tensorChanged: Recorder['tensorChanged'] = (node, { requiresGrad }) => {
    this.writes.push([node, 'requiresGrad', requiresGrad]);
  };
  tensorWritten: Recorder['tensorWritten'] = (node, field, numbers) => {
    this.writes.push([node, field, numbers === null ? null : nest(numbers)]);
  };
  tensorPassBegins = () => {
    this.begun.push(this.passes.length);
  };
  tensorContributed: Recorder['tensorContributed'] = ({ node, input, target, share, before }) => {
    this.shares.push([node, input, target, nest(share), before === null ? null : nest(before)]);
  };
  tensorsPassed: Recorder['tensorsPassed'] = ({ frame, root, steps, gradients, leaves, reached }: TensorPass) => {
    this.passes.push({
      root: frame.idOf(root),
      steps: [...steps],
      gradients: gradients.map(each => nest(each)),
      leaves: [...leaves],
      grads: reached.map(({ grad }) => (grad === null ? null : nest(grad.array))),
    });
  };
}

/** Runs a script with a recorder. */
function recorded(script: () => void): { tape: Tape; notes: Notes } {
  const tape = new Tape();
  const notes = new Notes();
  tape.recorder = notes;
  const before = useTape(tape);
  try {
    script();
  } finally {
    useTape(before);
  }
  return { tape, notes };
}

const kinds = (tape: Tape) => Array.from({ length: tape.length }, (_, id) => tape.ops[tape.op[id]].name);

describe('Tensors on the tape', () => {
  it('are nodes: leaves when they take part, plain numbers as constants, results with their inputs in order', () => {
    const { tape, notes } = recorded(() => {
      const [a, b] = [tensor([1, 2], { requiresGrad: true }), tensor([3, 4])];
      ones([7]);
      b.sub(a).mul(2).sum(0, true);
    });
    assert.deepEqual(kinds(tape), ['leaf', 'leaf', 'sub', 'constant', 'mul', 'sum']);
    assert.deepEqual([tape.frame.inputsOf(2), tape.frame.inputsOf(4), tape.frame.inputsOf(5)], [[0, 1], [2, 3], [4]]);
    assert.deepEqual(
      notes.made.map(each => each.shape),
      [[2], [2], [2], [], [2], [1]],
    );
    assert.deepEqual(
      notes.made.map(each => each.requiresGrad),
      [false, true, true, false, true, true],
    );
    assert.deepEqual(
      notes.made.map(each => each.gradFn),
      [null, null, 'SubBackward', null, 'MulBackward', 'SumBackward'],
    );
  });

  it('say their number in the column of data if they have one', () => {
    const { tape } = recorded(() => {
      tensor([1, 2]).sum().mul(3);
    });
    assert.deepEqual([...tape.data.slice(0, tape.length)], [Number.NaN, 3, 3, 9]);
  });

  it('are no nodes where the plain numbers of where() take their dtype', () => {
    const { tape } = recorded(() => {
      where(tensor([true, false]), 1, 0);
    });
    assert.deepEqual(kinds(tape), ['leaf', 'constant', 'constant', 'where']);
  });

  it('used twice are one node with two edges', () => {
    const { tape } = recorded(() => {
      const a = tensor([1, 2]);
      a.mul(a);
      a.add(a);
    });
    assert.deepEqual(kinds(tape), ['leaf', 'mul', 'add']);
    assert.deepEqual(
      [tape.frame.inputsOf(1), tape.frame.inputsOf(2)],
      [
        [0, 0],
        [0, 0],
      ],
    );
  });

  it('have their label, given before or after', () => {
    const { tape, notes } = recorded(() => {
      const a = tensor([1, 2]);
      a.label = 'a';
      const sum = a.sum();
      sum.label = 'total';
    });
    assert.deepEqual(
      [tape.frame.labelOf(0), tape.frame.labelOf(1), notes.labels],
      [
        'a',
        'total',
        [
          [0, 'a'],
          [1, 'total'],
        ],
      ],
    );
  });

  it('of an update, of data, grad and noGrad are none', () => {
    const { tape, notes } = recorded(() => {
      const w = tensor([1, 2], { requiresGrad: true });
      w.mul(w).sum().backward();
      w.data = w.data.add(w.grad!.mul(-0.5));
      noGrad(() => w.sub_(w.detach().mul(2)));
      w.grad = null;
    });
    assert.deepEqual(kinds(tape), ['leaf', 'mul', 'sum']);
    assert.deepEqual(notes.writes, [
      [0, 'data', [0, 0]],
      [0, 'data', [0, 0]],
      [0, 'grad', null],
    ]);
  });

  it('of another run are leaves of this one', () => {
    const a = tensor([1, 2]);
    const first = recorded(() => {
      a.add(1);
    });
    const second = recorded(() => {
      tensor([5, 6]).add(a);
    });
    assert.deepEqual(
      [kinds(first.tape), kinds(second.tape)],
      [
        ['leaf', 'constant', 'add'],
        ['leaf', 'leaf', 'add'],
      ],
    );
    assert.deepEqual(second.tape.frame.inputsOf(2), [0, 1]);
  });
});

describe('A recorded backward pass', () => {
  it('tells every node’s gradient, interior ones included, the order, and what sums consist of', () => {
    const { notes } = recorded(() => {
      const a = tensor([1, 2], { requiresGrad: true });
      const b = a.mul(tensor([3, 4]));
      b.mul(b).sum().backward();
    });
    // nodes: a, [3, 4], b, b·b, sum
    assert.deepEqual(notes.passes, [
      {
        root: 4,
        steps: [4, 3, 2],
        gradients: [1, [1, 1], [6, 16]],
        leaves: [0],
        grads: [[18, 64]],
      },
    ]);
    assert.deepEqual(notes.shares, [
      [3, 0, 2, [3, 8], null],
      [3, 1, 2, [3, 8], null],
    ]);
  });

  it('tells each share of a leaf that is used by several nodes, and of a result', () => {
    const { notes } = recorded(() => {
      const a = tensor([1, 2], { requiresGrad: true });
      const b = a.mul(2);
      b.add(a).mul(b).sub(a).sum().backward();
    });
    // nodes: a, 2, b, b + a, (b + a) · b, … − a, sum
    assert.deepEqual(
      notes.shares.map(([node, input, target, share]) => [node, input, target, share]),
      [
        [4, 1, 2, [3, 6]],
        [3, 0, 2, [2, 4]],
        [5, 1, 0, [-1, -1]],
        [3, 1, 0, [2, 4]],
        [2, 0, 0, [10, 20]],
      ],
    );
  });

  it('tells a leaf’s grad as it is after several passes', () => {
    const { notes } = recorded(() => {
      const a = tensor(2, { requiresGrad: true });
      a.mul(3).backward();
      a.mul(4).backward();
    });
    assert.deepEqual(
      notes.passes.map(({ grads }) => grads),
      [[3], [7]],
    );
    assert.deepEqual(
      notes.shares.map(share => (share as unknown[]).slice(3)),
      [[4, 3]],
    );
  });

  it('that breaks off leaves nothing for the next', () => {
    const { notes } = recorded(() => {
      const a = tensor([1, 2], { requiresGrad: true });
      const b = a.mul(a);
      const c = b.mul(b);
      noGrad(() => b.mul_(2));
      assert.throws(() => c.sum().backward(), /changed in place/);
      a.grad = null;
      a.mul(3).sum().backward();
    });
    assert.equal(notes.passes.length, 1);
    assert.deepEqual(notes.begun, [0, 0]);
  });

  it('tells of a leaf that requires a gradient only later, once it was named', () => {
    const { tape, notes } = recorded(() => {
      const a = tensor([1, 2]);
      a.requiresGrad = true;
      a.requiresGrad = false;
      const t = currentTape();
      assert.deepEqual([recordNamed(t, a), recordNamed(t, a), recordNamed(t, a.detach())], [true, true, false]);
      assert.equal(
        noGrad(() => recordNamed(t, tensor(3))),
        false,
      );
      recordName(a, 'a');
      recordName(a, 'alias');
      a.requiresGrad = true;
    });
    assert.deepEqual([kinds(tape), tape.frame.labelOf(0), notes.writes], [['leaf'], 'a', [[0, 'requiresGrad', true]]]);
  });
});
