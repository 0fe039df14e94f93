/** Tensors as the panel, hovers and the command line show them. */
import assert from 'node:assert/strict';
import { log, plot, randint, type Tensor, tensor } from '../../src/engine';
import { exhibitOf } from '../../src/exporters/exhibit';
import { text } from '../../src/exporters/text';
import type { ToPanel } from '../../src/protocol/panel';
import { nodesOf } from '../../src/recording/queries/passes';
import { TENSOR_BUDGET } from '../../src/recording/schema';
import { detailOf } from '../../src/view/detail/detail';
import { extentOf } from '../../src/view/graph';
import { plotsOf, seriesOf } from '../../src/view/looks';
import { PanelModel } from '../../src/view/panelModel';
import { lastCursor, valuesOf } from '../../src/view/values';
import { nodeNamed, record } from '../recording/record';

const named = (value: Tensor, label: string) => {
  value.label = label;
  return value;
};

/** z = x · w + b and its sum. */
function layer(): void {
  const x = named(
    tensor([
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
    'x',
  );
  const w = named(
    tensor(
      [
        [1, -1],
        [0.5, 2],
      ],
      { requiresGrad: true },
    ),
    'w',
  );
  const b = named(tensor([10, 20], { requiresGrad: true }), 'b');
  named(x.matmul(w).add(b), 'z').sum().backward();
}

function shown(run: () => void, step?: number) {
  const recording = record(run);
  const cursor = { ...lastCursor(recording), ...(step === undefined ? {} : { step }) };
  const nodes = Array.from({ length: recording.length }, (_, node) => node);
  const values = valuesOf(recording, 1, { nodes, references: [] }, cursor);
  const at = (label: string) => values.labels.indexOf(label);
  const card = (label: string) => [values.data[at(label)], values.grad[at(label)], values.state[at(label)]];
  const detail = (label: string) => detailOf(recording, extentOf(recording, cursor.pass), at(label), cursor);
  return { recording, values, card, detail };
}

describe('a tensor in the graph', () => {
  it('has its shape, and mean ± std of data and grad', () => {
    const { card, detail } = shown(layer);
    assert.deepEqual(detail('z').tensor, {
      shape: '3×2',
      dtype: 'float32',
      requiresGrad: true,
      gradFn: 'AddBackward',
      isSingle: false,
    });
    assert.deepEqual(card('w'), ['0.625 ± 1.25', '10.5 ± 1.73', 'final']);
    assert.deepEqual(card('b'), ['15 ± 7.07', '3 ± 0', 'final']);
  });

  it('has its number if it has one only', () => {
    const { card } = shown(() => {
      const w = named(tensor(3, { requiresGrad: true }), 'w');
      w.mul(w).backward();
    });
    assert.deepEqual(card('w'), ['3', '6', 'final']);
  });

  it('has no grad if it requires none, and a range if it is of integers', () => {
    const { card } = shown(() => {
      const i = named(tensor([4, 0, 26], { dtype: 'int32' }), 'i');
      i.mul(tensor([1, 2, 3], { requiresGrad: true }))
        .sum()
        .backward();
    });
    assert.deepEqual(card('i'), ['0 … 26', '', 'none']);
  });

  it('does not show what was not computed yet as 0', () => {
    assert.deepEqual(shown(layer, 1).card('w'), ['0.625 ± 1.25', '', 'unreached']);
  });

  it('tells of numbers that are not finite, and of none at all', () => {
    const { card } = shown(() => {
      named(tensor([1, Number.NaN, 2]), 'odd').add(1);
      named(tensor([]), 'empty').add(1);
    });
    assert.equal(card('odd')[0], '1 not finite');
    assert.equal(card('empty')[0], 'empty');
  });
});

describe('a step through a tensor', () => {
  it('tells the rule of each input in the names of the script', () => {
    const { values } = shown(layer, 3);
    assert.equal(values.step?.sentence, 'x @ w has the gradient g (3×2: 1 ± 0) and passes it on: w gets xᵀ · g.');
    const [x, w] = values.step?.contributions ?? [];
    assert.deepEqual(
      [x.constant, w.formula, w.contribution, w.before, w.after],
      [true, 'xᵀ · g', '10.5 ± 1.73', '', '10.5 ± 1.73'],
    );
  });

  it('says where a gradient is summed over what was broadcast', () => {
    const [, b] = shown(layer, 2).values.step?.contributions ?? [];
    assert.deepEqual([b.label, b.formula, b.contribution], ['b', 'g, summed to [2]', '3 ± 0']);
  });

  it('says so where numbers were not kept', () => {
    const recording = record(() => {
      const w = named(tensor(new Array(TENSOR_BUDGET / 64).fill(1), { requiresGrad: true }), 'w');
      for (let step = 0; step < 20; step++) {
        w.grad = null;
        w.mul(2).sum().backward();
        w.data = w.data.mul(0.9);
      }
    });
    const nodes = [...nodesOf(recording, 17)];
    const { step, data } = valuesOf(recording, 1, { nodes, references: [] }, { pass: 17, step: 2 });
    assert.ok(data.includes('not kept'), String(data));
    assert.match(step?.sentence ?? '', /not all numbers were kept/);
    assert.equal(step?.contributions[0].contribution, '2 ± 0');
  });
});

describe('the detail of a tensor', () => {
  it('has statistics, a picture and the numbers', () => {
    const { inside } = shown(layer).detail('w');
    assert.deepEqual(inside?.data.statistics, [
      ['mean', '0.625'],
      ['std', '1.25'],
      ['min', '-1'],
      ['max', '2'],
    ]);
    assert.deepEqual(inside?.table?.cells, [
      ['1.0000', '-1.0000'],
      ['0.5000', '2.0000'],
    ]);
    assert.deepEqual(inside?.data.picture, { width: 2, cells: [1, -1, 0.5, 2], share: '' });
    assert.notEqual(inside?.grad, null);
  });

  it('draws many numbers as fewer cells, and shows those that are not finite', () => {
    const { detail } = shown(() => {
      const many = named(randint(0, 9, [300, 200]).to('float32'), 'many');
      many.view(-1).mul(1);
      named(tensor([1, Number.NaN]), 'odd').mul(1);
    });
    const { inside } = detail('many');
    assert.deepEqual([inside?.data.picture?.width, inside?.data.picture?.cells.length], [64, 64 * 64]);
    assert.deepEqual([inside?.table?.rows, inside?.table?.columns, inside?.grad], [300, 200, null]);
    assert.deepEqual(detail('odd').inside?.data.picture?.cells, [1, null]);
  });

  it('is sent for the tensor that is selected, and follows the cursor', () => {
    const sent: ToPanel[] = [];
    const model = new PanelModel(message => sent.push(message));
    const recording = record(layer);
    model.setRecording(recording);
    sent.length = 0;
    model.handle({ type: 'select', node: nodeNamed(recording, 'w') });
    model.handle({ type: 'seek', cursor: { pass: 0, step: 1 } });
    model.handle({ type: 'select', node: null });
    const details = sent.flatMap(message => (message.type === 'detail' ? [message.detail] : []));
    assert.deepEqual(
      details.map(detail => detail && detail.inside?.grad !== null),
      [true, false, null],
    );
  });
});

describe('the text of a run with tensors', () => {
  it('says shapes, statistics, series and plots', () => {
    const recording = record(() => {
      layer();
      log('accuracy', 0.75);
      plot.line([1, 2]);
    });
    const lines = text(exhibitOf(recording)).split('\n');
    assert.ok(lines.includes('accuracy: 1 logged, the last 0.75'), lines.join('\n'));
    assert.ok(lines.some(line => line.startsWith('plot.line: 1 frame')));
    assert.ok(lines.includes('%1  w  2×2  data 0.625 ± 1.25  grad 10.5 ± 1.73'));
    assert.ok(lines.includes('%0  x  3×2  data 3.5 ± 1.87'));
  });
});

describe('series and plots', () => {
  const recording = record(stream => {
    const w = tensor([1, 2], { requiresGrad: true });
    for (let step = 0; step < 4; step++) {
      w.sum().backward();
      if (step % 2 === 1) log('accuracy', step);
      plot.line([step, step]);
      stream.stamped(3);
    }
  });

  it('puts what was logged after a pass at that pass', () => {
    assert.deepEqual(seriesOf(recording), [
      { name: 'loss', points: [3, 3, 3, 3], at: null },
      { name: 'accuracy', points: [1, 3], at: [1, 3] },
    ]);
  });

  it('shows the frame of the pass, or the one that was chosen', () => {
    const frame = (pass: number, chosen = new Map<number, number>()) => {
      const [{ shown: at, picture }] = plotsOf(recording, { pass, step: 0 }, chosen);
      return [at, 'y' in picture ? picture.y : null];
    };
    assert.deepEqual(frame(1), [1, [1, 1]]);
    assert.deepEqual(frame(-1), [3, [3, 3]]);
    assert.deepEqual(frame(1, new Map([[3, 2]])), [2, [2, 2]]);
  });
});
