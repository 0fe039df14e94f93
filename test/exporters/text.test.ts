import assert from 'node:assert/strict';
import { Value } from '../../src/engine';
import { exhibitOf } from '../../src/exporters/exhibit';
import { text } from '../../src/exporters/text';
import { record } from '../recording/record';

describe('Text', () => {
  it('has one line a node, whatever its label and its op are called', () => {
    const recording = record(() => {
      const a = new Value(2, 'a\nb');
      const c = new Value(3, 'c\td\u2028e');
      Value.custom(
        'f\r\ng',
        [a, c],
        (x, y) => x * y,
        (grad, [x, y]) => [grad * y, grad * x],
      );
    });
    assert.deepEqual(text(exhibitOf(recording)).split('\n'), [
      '3 nodes, 0 passes',
      '%0  a\\nb  data 2  grad not computed yet',
      '%1  c\\td\\u2028e  data 3  grad not computed yet',
      '%2  f\\r\\ng(a\\nb, c\\td\\u2028e)  data 6  grad not computed yet',
      '',
    ]);
  });
});
