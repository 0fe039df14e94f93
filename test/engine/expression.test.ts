/** An expression computed at once makes the nodes that its operators make one by one. */
import assert from 'node:assert/strict';
import { random, Value } from '../../src/engine';
import { Expression, type ExpressionPart } from '../../src/engine/expression';
import { Tape, useTape } from '../../src/engine/tape';
import { apply } from './apply';

const OPERATORS = ['add', 'sub', 'mul', 'div', 'pow', 'neg', 'add', 'mul'] as const;

interface Drawn {
  parts: ExpressionPart[];
  leafCount: number;
}

/** A tree of operators: each works on new leaves or on results that nobody has used. */
function anyExpression(): Drawn {
  const parts: ExpressionPart[] = [];
  let leafCount = 0;
  const unused: number[] = [];
  const operand = () => (unused.length > 0 && random.random() < 0.6 ? unused.pop()! : leafCount++);
  const count = random.randint(2, 5);
  for (let k = 0; k < count; k++) {
    const operator = random.choice(OPERATORS);
    const a = operand();
    parts.push({ operator, a, b: operator === 'neg' ? a : operand(), site: 100 + k });
    unused.push(~k);
  }
  while (unused.length > 1) {
    parts.push({ operator: 'add', a: unused.pop()!, b: unused.pop()!, site: 100 + parts.length });
    unused.push(~(parts.length - 1));
  }
  return { parts, leafCount };
}

/** As instrumented code does without us. */
function oneByOne({ parts }: Drawn, leaves: readonly unknown[], tape: Tape): Value {
  const results: unknown[] = [];
  const termOf = (operand: number) => (operand < 0 ? results[~operand] : leaves[operand]);
  for (const { operator, a, b, site } of parts) {
    const [first, second] = [termOf(a), termOf(b)];
    const areNumbers = typeof first === 'number' && typeof second === 'number';
    results.push(areNumbers ? first + second : apply(operator, first, operator === 'neg' ? undefined : second));
    tape.stamp(site);
  }
  return results[results.length - 1] as Value;
}

type Way = (drawn: Drawn, leaves: readonly unknown[], tape: Tape) => Value;

/** Steps of training on random expressions, some of which use what earlier steps made; what is on the tape then. */
function trained(seed: number, way: (drawn: Drawn) => Way) {
  const tape = new Tape();
  const before = useTape(tape);
  try {
    random.seed(seed);
    const drawn = Array.from({ length: 4 }, anyExpression);
    const ways = drawn.map(way);
    const parameters = Array.from({ length: 3 }, () => new Value(random.uniform(0.5, 1)));
    tape.stamp(1);
    const isNumber: boolean[][] = drawn.map(({ leafCount }) =>
      Array.from({ length: leafCount }, () => random.random() < 0.3),
    );
    const told: number[] = [];
    const kept: Value[] = [];
    const changes = random.random() < 0.5;
    for (let step = 0; step < 6; step++) {
      let last = parameters[0].mul(1);
      tape.stamp(2);
      drawn.forEach((each, i) => {
        const old = kept.length > 0 && changes && step === 4 ? kept[0] : last;
        const leaves = isNumber[i].map<Value | number>((number, k) =>
          number ? (k + 1) / 4 : [old, ...parameters][k % 4],
        );
        if (isNumber[i].every(Boolean)) leaves[0] = last;
        if (changes && step === 3) leaves[0] = parameters[1];
        last = ways[i](each, leaves, tape).tanh();
        tape.stamp(3);
      });
      told.push(last.id, last.data, last.inputs[0].id);
      last.backward();
      for (const p of parameters) {
        p.data -= 0.01 * (Number.isFinite(p.grad) ? p.grad : 1);
        p.grad = 0;
      }
      kept.push(last);
    }
    const { structure } = tape.frame;
    const columns = [structure.op, structure.in0, structure.in1, structure.site, tape.data, tape.grad];
    return { told, made: tape.made, columns: columns.map(column => column.slice(0, tape.length)) };
  } finally {
    useTape(before);
  }
}

describe('An expression', () => {
  it('makes the same nodes with the same sites and numbers, step after step', () => {
    let atOnce = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const whole = ({ parts, leafCount }: Drawn): Way => {
        const expression = new Expression(parts, leafCount);
        const ids = new Float64Array(leafCount + parts.length);
        return (drawn, leaves, tape) => {
          const result = expression.evaluate(leaves, ids);
          if (result === null) return oneByOne(drawn, leaves, tape);
          atOnce++;
          assert.equal(ids[ids.length - 1], result.id);
          leaves.forEach((leaf, i) => {
            if (typeof leaf !== 'number') assert.equal(ids[i], (leaf as Value).id);
          });
          return result;
        };
      };
      assert.deepEqual(
        trained(seed, whole),
        trained(seed, () => oneByOne),
        `seed ${seed}`,
      );
    }
    assert.ok(atOnce > 1000, `${atOnce}`);
  });

  it('has the very operands as inputs, and the same objects each time', () => {
    const tape = new Tape();
    const before = useTape(tape);
    const [a, b, c] = [1, 2, 3].map(data => new Value(data));
    const parts: ExpressionPart[] = [
      { operator: 'mul', a: 0, b: 1, site: 1 },
      { operator: 'add', a: ~0, b: 2, site: 2 },
    ];
    const sum = new Expression(parts, 3).evaluate([a, b, c], new Float64Array(5))!;
    assert.equal(sum.inputs[1], c);
    assert.equal(sum.inputs[0], sum.inputs[0]);
    assert.deepEqual([...sum.inputs[0].inputs], [a, b]);
    useTape(before);
  });

  it('is not for other operands, nor for numbers alone', () => {
    const parts: ExpressionPart[] = [
      { operator: 'mul', a: 0, b: 1, site: 1 },
      { operator: 'add', a: ~0, b: 2, site: 2 },
    ];
    const expression = new Expression(parts, 3);
    const value = new Value(1);
    for (const leaves of [
      [1, 2, value],
      ['1', value, value],
      [value, null, 1],
      [value, {}, 1],
      [1n, value, value],
    ]) {
      assert.equal(expression.evaluate(leaves, new Float64Array(5)), null);
    }
  });
});
