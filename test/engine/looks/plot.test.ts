import assert from 'node:assert/strict';
import { plot, Value } from '../../../src/engine/index';
import { recorded } from './recorded';

/** The one frame that a script plots, with lists in place of typed arrays. */
function frameOf(script: () => void): Record<string, unknown> {
  const { plotted } = recorded(script);
  assert.equal(plotted.length, 1);
  const [title, frame] = plotted[0];
  const lists = Object.entries(frame).map(([key, field]) => [key, field instanceof Object ? [...field] : field]);
  return { title, ...Object.fromEntries(lists) };
}

const tensor = (numbers: unknown) => ({ tolist: () => numbers });

describe('plot.line and plot.scatter', () => {
  it('take numbers, Values, typed arrays and Tensors', () => {
    const expected = { title: '', kind: 'line', x: [1, 2], y: [3, 4] };
    assert.deepEqual(
      frameOf(() => plot.line([1, 2], [3, new Value(4)])),
      expected,
    );
    assert.deepEqual(
      frameOf(() => plot.line(Float32Array.of(1, 2), tensor([3, 4]))),
      expected,
    );
    assert.deepEqual(
      frameOf(() => plot.scatter(new Set([1, 2]), [3, 4], { title: 'points' })),
      { title: 'points', kind: 'scatter', x: [1, 2], y: [3, 4] },
    );
  });

  it('draw one list against its indices', () => {
    const expected = { title: 'losses', kind: 'line', x: [0, 1, 2], y: [5, 4, Number.NaN] };
    assert.deepEqual(
      frameOf(() => plot.line([5, 4, Number.NaN], { title: 'losses' })),
      expected,
    );
    assert.deepEqual(
      frameOf(() => plot.line(tensor([1]))),
      { title: '', kind: 'line', x: [0], y: [1] },
    );
  });

  it('say what is wrong with an argument', () => {
    assert.throws(() => plot.scatter([1, 2, 3], [1, 2]), /plot\.scatter .* there are 3 xs and 2 ys/);
    assert.throws(() => plot.line([1, 'a' as unknown as number]), /plot\.line .* element 1 is the string "a"/);
    assert.throws(() => plot.line([[1, 2]] as unknown as number[]), /element 0 is an array/);
    assert.throws(() => plot.line([1], 5 as unknown as number[]), /expects a list of numbers .* but got the number 5/);
    assert.throws(() => plot.line([1], { name: 'a' } as object), /plot\.line has no option 'name'; there are: title/);
    assert.throws(
      () => plot.scatter([1], [2], { title: 3 } as object),
      /plot\.scatter expects a title of text, but got the/,
    );
    assert.throws(() => plot.line(undefined as unknown as number[]), /but got undefined/);
  });
});

describe('plot.hist', () => {
  it('counts into bins of equal width, the last one with its upper end', () => {
    assert.deepEqual(
      frameOf(() => plot.hist([0, 1, 2.4, 2.5, 10], { bins: 4 })),
      { title: '', kind: 'hist', low: 0, high: 10, counts: [3, 1, 0, 1], omitted: 0 },
    );
  });

  it('has 50 bins unless told otherwise', () => {
    assert.equal((frameOf(() => plot.hist([1, 2])).counts as number[]).length, 50);
  });

  it('takes a Tensor of any shape, and lists of Values', () => {
    const bins = { bins: 2 };
    const expected = { title: '', kind: 'hist', low: 1, high: 4, counts: [2, 2], omitted: 0 };
    assert.deepEqual(
      frameOf(() =>
        plot.hist(
          tensor([
            [1, 2],
            [[3], [4]],
          ]),
          bins,
        ),
      ),
      expected,
    );
    assert.deepEqual(
      frameOf(() => plot.hist([tensor([1, 2]), [new Value(3), tensor(4)]], bins)),
      expected,
    );
  });

  it('tells how many values no bin holds, and shows equal ones and none', () => {
    const { NaN: nan, POSITIVE_INFINITY } = Number;
    const one = { title: '', kind: 'hist', low: 1.5, high: 2.5, counts: [0, 2], omitted: 2 };
    assert.deepEqual(
      frameOf(() => plot.hist([2, nan, 2, POSITIVE_INFINITY], { bins: 2 })),
      one,
    );
    const none = { title: '', kind: 'hist', low: 0, high: 1, counts: [0], omitted: 0 };
    assert.deepEqual(
      frameOf(() => plot.hist([], { bins: 1 })),
      none,
    );
  });

  it('says what is wrong with the number of bins', () => {
    for (const bins of [0, 1.5]) {
      assert.throws(() => plot.hist([1], { bins }), new RegExp(`whole number from 1, but got the number ${bins}`));
    }
  });
});

describe('plot.heatmap', () => {
  it('takes rows of numbers, and a Tensor', () => {
    const expected = { title: 'W', kind: 'heatmap', columns: 3, values: [1, 2, 3, 4, 5, 6] };
    const rows = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    for (const matrix of [rows, tensor(rows), rows.map(tensor)]) {
      assert.deepEqual(
        frameOf(() => plot.heatmap(matrix, { title: 'W' })),
        expected,
      );
    }
    assert.deepEqual(
      frameOf(() => plot.heatmap([])),
      { title: '', kind: 'heatmap', columns: 0, values: [] },
    );
  });

  it('says which row is odd', () => {
    assert.throws(() => plot.heatmap([[1, 2], [3]]), /row 0 has 2 numbers and row 1 has 1/);
    assert.throws(
      () => plot.heatmap([1, 2] as unknown as number[][]),
      /a list of numbers or a Tensor, but got the number 1/,
    );
  });
});

describe('plot', () => {
  it('is silent when nobody records, but checks', () => {
    assert.equal(plot.line([1, 2]), undefined);
    assert.throws(() => plot.scatter([1], []), /1 xs and 0 ys/);
  });
});
