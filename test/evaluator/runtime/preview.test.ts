/** What a preview costs: counted in keys listed, since hot loops show the same large objects again and again. */
import assert from 'node:assert/strict';
import { Previews } from '../../../src/evaluator/runtime/preview';

const LOOKS = 64;

/** An object that counts how often its keys are listed. */
function counted(keys: number) {
  const table: Record<string, number> = {};
  for (let i = 0; i < keys; i++) table[`k${i}`] = i;
  const lists = { count: 0 };
  const object = new Proxy(table, {
    ownKeys(target) {
      lists.count++;
      return Reflect.ownKeys(target);
    },
  });
  return { object, table, lists };
}

describe('Previews', () => {
  const previews = () =>
    new Previews(
      () => false,
      () => undefined,
    );

  it('list the keys of a large object once in a run', () => {
    const { object, lists } = counted(5000);
    const all = previews();
    for (let period = 0; period < 100; period++) {
      all.refill();
      for (let look = 0; look < LOOKS; look++) all.of(object);
    }
    assert.equal(lists.count, 1);
  });

  it('show the present values of a large object, without what is gone', () => {
    const { object, table } = counted(5000);
    const all = previews();
    assert.match(all.of(object) ?? '', /^\{ k0: 0, k1: 1, .*k7: 7, … \}$/);
    table.k0 = 12;
    Reflect.deleteProperty(table, 'k1');
    assert.match(all.of(object) ?? '', /^\{ k0: 12, k2: 2, /);
  });

  it('show the new keys of a small object', () => {
    const small: Record<string, number> = { a: 1 };
    const all = previews();
    assert.equal(all.of(small), '{ a: 1 }');
    small.b = 2;
    assert.equal(all.of(small), '{ a: 1, b: 2 }');
  });

  it('of long texts use up several periods: looking into one copies all of it', () => {
    const all = previews();
    const text = 'x'.repeat(4_000_000);
    assert.ok(all.of(text));
    let waited = 0;
    for (; all.of('y') === undefined; waited++) all.refill();
    assert.ok(waited >= 3 && waited < 10, `${waited} periods`);
  });

  it('do not write out a bigint of thousands of digits', () => {
    assert.equal(previews().of(12n ** 9n), '5159780352n');
    assert.equal(previews().of(2n ** 1000n), 'bigint');
    assert.equal(previews().of([-(2n ** 1000n)]), '[bigint]');
  });
});
