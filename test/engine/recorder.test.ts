import assert from 'node:assert/strict';
import { Value } from '../../src/engine/index';
import { finishManual } from '../../src/engine/manual';
import { MLP } from '../../src/engine/nn/mlp';
import type { FinishedPass, Recorder } from '../../src/engine/recorder';
import { Tape, useTape } from '../../src/engine/tape';

/** A recorder that writes down what it is told, one line an event. */
class Lines implements Recorder {
  readonly lines: string[] = [];

  labelled(node: number, label: string): void {
    this.lines.push(`label ${node} ${label}`);
  }
  written(node: number, field: 'data' | 'grad', value: number, before: number): void {
    this.lines.push(`write ${node} ${field} ${before} -> ${value}`);
  }
  zeroed(node: number): void {
    this.lines.push(`zero ${node}`);
  }
  passed(pass: FinishedPass): void {
    const order = pass.kind === 'manual' ? ` steps ${[...pass.interior]}` : '';
    this.lines.push(`${pass.kind} from ${pass.root}: ${touched(pass)}${order}`);
  }
  contributed(node: number, input: number, value: number): void {
    this.lines.push(`contribution ${node} ${input} ${value}`);
  }
  abandoned(pass: Omit<FinishedPass, 'kind'>): void {
    this.lines.push(`abandoned: ${touched(pass)}`);
  }
  grown(): void {
    this.lines.push('grown');
  }
}

function touched({ frame, interior, leaves }: Omit<FinishedPass, 'kind'>): string {
  const nodes = [...interior, ...leaves].sort((a, b) => a - b);
  return `nodes ${nodes} grads ${nodes.map(node => frame.grad[node])}`;
}

describe('a recorder', () => {
  let before: Tape;
  let tape: Tape;
  let recorder: Lines;

  beforeEach(() => {
    tape = new Tape();
    recorder = new Lines();
    tape.recorder = recorder;
    before = useTape(tape);
  });
  afterEach(() => useTape(before));

  it('hears of labels and of writes', () => {
    const a = new Value(2, 'a');
    a.data = 3;
    a.grad = 1;
    a.zeroGrad();
    assert.deepEqual(recorder.lines, ['label 0 a', 'write 0 data 2 -> 3', 'write 0 grad 0 -> 1', 'zero 0']);
  });

  it('hears of a pass with every node it touched, ascending and without constants', () => {
    const w = new Value(4);
    const x = new Value(3);
    const aside = x.mul(w);
    const y = x.mul(2).add(x);
    aside.add(y);
    y.backward();
    assert.deepEqual(recorder.lines, ['backward from 5: nodes 1,4,5 grads 3,1,1']);
  });

  it('orders leaves among the other nodes', () => {
    const a = new Value(1);
    const b = a.neg();
    const c = new Value(2);
    const d = b.add(c);
    const e = new Value(3);
    d.mul(e).backward();
    assert.deepEqual(recorder.lines, ['backward from 5: nodes 0,1,2,3,4,5 grads -3,3,3,3,1,1']);
  });

  it("hears what the user's own op contributed, before the pass it belongs to", () => {
    const a = new Value(3);
    Value.custom(
      'k',
      [a, 2],
      (x, k) => x * k,
      (grad, [x, k]) => [k * grad, x * grad],
    ).backward();
    assert.deepEqual(recorder.lines, [
      'contribution 2 0 2',
      'contribution 2 1 3',
      'backward from 2: nodes 0,2 grads 2,1',
    ]);
  });

  it('hears of a pass that broke off, and what it left in the grads', () => {
    const a = new Value(3);
    const flaky = Value.custom(
      'flaky',
      [a],
      x => x,
      () => {
        throw new Error('no');
      },
    );
    const kept = Value.custom(
      'kept',
      [a],
      x => x,
      grad => [grad],
    );
    const root = flaky.add(kept);
    assert.throws(() => root.backward(), /no/);
    assert.deepEqual(recorder.lines, ['contribution 2 0 1', 'abandoned: nodes 0,1,2,3 grads 1,1,1,1']);
  });

  it('hears of growth every 65,536 nodes, before the next is made, and may end the run', () => {
    const make = (n: number) => {
      for (let i = 0; i < n; i++) new Value(i);
    };
    make(131_073);
    assert.deepEqual(recorder.lines, ['grown', 'grown']);
    recorder.grown = () => {
      throw new RangeError('enough');
    };
    assert.throws(() => make(65_536), /enough/);
    assert.equal(tape.length, 196_608);
  });

  it('hears of the parts of a network', () => {
    const path: string[] = [];
    const paths = new Set<string>();
    tape.recorder = Object.assign(recorder, {
      entered: (name: string) => {
        path.push(name);
        paths.add(path.join(' > '));
      },
      left: () => {
        path.pop();
      },
    });
    new MLP(1, [1]).forward([1]);
    assert.deepEqual([...paths], ['MLP', 'MLP > layers[0]', 'MLP > layers[0] > neurons[0]']);
    assert.deepEqual(path, []);
  });

  it('costs a tape nothing but its columns when there is none', () => {
    tape.recorder = null;
    const a = new Value(1);
    a.neg().backwardStep();
    assert.equal(tape.manual, null);
    assert.deepEqual(tape.frame.structure.scopes, []);
  });

  describe('during a pass by hand', () => {
    let a: Value;
    let b: Value;
    let root: Value;

    beforeEach(() => {
      a = new Value(3);
      b = a.mul(2);
      root = b.mul(b);
      recorder.lines.length = 0;
    });

    function byHand(): void {
      b.grad = 5;
      root.grad = 1;
      b.backwardStep();
      recorder.lines.length = 0;
    }

    it('hears of the steps when it has ended', () => {
      root.grad = 1;
      root.backwardStep();
      b.backwardStep();
      assert.deepEqual(recorder.lines, ['write 3 grad 0 -> 1']);
    });

    for (const [what, end, after] of [
      ['the end of the run', () => finishManual(tape), []],
      ['zeroGrad()', () => a.zeroGrad(), ['zero 0']],
      ['an update', () => (a.data -= 1), ['write 0 data 3 -> 2']],
      ['a second step of a node', () => b.backwardStep(), []],
      ['backward()', () => b.backward(), ['backward from 2: nodes 0,2 grads 12,1']],
    ] as const) {
      it(`hears of the pass as it stood before ${what}`, () => {
        byHand();
        end();
        assert.deepEqual(recorder.lines, ['manual from 2: nodes 0,2 grads 10,5 steps 2', ...after]);
      });
    }

    it('does not hear of a step that threw', () => {
      const flaky = Value.custom(
        'flaky',
        [a],
        x => x,
        () => {
          throw new Error('no');
        },
      );
      byHand();
      assert.throws(() => flaky.backwardStep(), /no/);
      finishManual(tape);
      assert.deepEqual(recorder.lines, ['manual from 2: nodes 0,2 grads 10,5 steps 2']);
    });

    it('keeps the order of the steps', () => {
      root.grad = 1;
      root.backwardStep();
      b.backwardStep();
      finishManual(tape);
      assert.equal(recorder.lines.at(-1), 'manual from 3: nodes 0,2,3 grads 24,12,1 steps 3,2');
    });
  });
});
