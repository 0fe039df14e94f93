import assert from 'node:assert/strict';
import { log, Value } from '../../../src/engine/index';
import { recorded } from './recorded';

describe('log', () => {
  it('hands name and number of a number, a Value and a Tensor with one element', () => {
    const { logged } = recorded(() => {
      log('accuracy', 0.97);
      log('loss', new Value(2).mul(3));
      log('norm', { tolist: () => 4 });
      log('norm', { tolist: () => [[5]] });
      log('right', { tolist: () => true });
      log('accuracy', Number.NaN);
    });
    assert.deepEqual(logged, [
      ['accuracy', 0.97],
      ['loss', 6],
      ['norm', 4],
      ['norm', 5],
      ['right', 1],
      ['accuracy', Number.NaN],
    ]);
  });

  it('is silent when nobody records', () => {
    assert.equal(log('loss', 1), undefined);
  });

  it('says what is wrong with an argument', () => {
    assert.throws(() => log('', 1), /the name of a series first, but got the string ""/);
    assert.throws(() => log(1 as unknown as string, 1), /first, but got the number 1/);
    assert.throws(
      () => log('loss', undefined as unknown as number),
      /log\('loss'\) expects a number.* but got undefined/,
    );
    assert.throws(() => log('loss', { tolist: () => [1, 2] }), /a Tensor with one element, but got an object/);
  });
});
