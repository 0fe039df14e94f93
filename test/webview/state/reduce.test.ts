import assert from 'node:assert/strict';
import { LAST_STEP, type Status, type ToPanel, type Values } from '../../../src/protocol/panel';
import { LEAST_READABLE } from '../../../webview/graph/firstView';
import { centre, overlaps } from '../../../webview/graph/geometry';
import { locate, placeOfKey } from '../../../webview/graph/locate';
import { METRICS } from '../../../webview/graph/measure';
import { outcomeOf } from '../../../webview/graph/outcome';
import { fits, rootOf, type Scene } from '../../../webview/graph/placed';
import { fitTo, leastZoom, Transform } from '../../../webview/graph/viewport';
import type { Walk } from '../../../webview/graph/walk';
import type { Action } from '../../../webview/state/action';
import { steppedBy } from '../../../webview/state/cursor';
import { needsLayout } from '../../../webview/state/pictures';
import { reduce } from '../../../webview/state/reduce';
import { isArrived, revealing, revealingStep, showing } from '../../../webview/state/revealing';
import { isFar } from '../../../webview/state/seeing';
import { IDLE, initialState, type State } from '../../../webview/state/state';
import { inSight } from '../../../webview/state/view';
import { Folded } from '../folded';
import { plainScene } from '../graph/scenes';
import { losses, neuron, SERIAL } from '../samples';

const graph = neuron().graph('k');
const OTHER = 2;
const next = neuron().graph('next', OTHER);
const valuesAt = (pass: number, step: number, serial = SERIAL): Values => neuron().values({ pass, step }, serial);
let scene: Scene;
let nextScene: Scene;
before(async () => {
  [scene, nextScene] = [await plainScene(graph), await plainScene(next)];
});
const arrive = (...events: (ToPanel | Action)[]): State => events.reduce(reduce, initialState);
const size = { width: 800, height: 600 };

const shown = (...events: (ToPanel | Action)[]): State =>
  arrive(
    { type: 'resized', size },
    { type: 'status', status: { ...IDLE, state: 'done', passes: 1 } },
    { type: 'graph', graph },
    { type: 'values', values: valuesAt(0, 2) },
    { type: 'placed', scene },
    ...events,
  );

describe('reduce', () => {
  it('needs a layout once a graph and its values are here, and none after', () => {
    assert.equal(needsLayout(arrive({ type: 'graph', graph })), false);
    assert.equal(
      needsLayout(arrive({ type: 'graph', graph }, { type: 'values', values: valuesAt(0, 0, OTHER) })),
      false,
    );
    assert.equal(needsLayout(arrive({ type: 'graph', graph }, { type: 'values', values: valuesAt(0, 0) })), true);
    assert.equal(needsLayout(shown()), false);
    assert.equal(needsLayout(shown({ type: 'opStyle', opStyle: 'node' })), true);
  });

  it('keeps every place when only numbers change', () => {
    const before = shown();
    const later = reduce(before, { type: 'values', values: valuesAt(0, 3) });
    assert.equal(later.picture?.scene, before.picture?.scene);
    assert.equal(later.transform, before.transform);
    assert.equal(later.picture?.numbers?.cursor.step, 3);
  });

  it('keeps every place for a graph of the same key with other ids', () => {
    const renamed = { ...graph, serial: OTHER, node: 100 };
    const before = shown({ type: 'selected', node: 3 });
    const later = reduce(before, { type: 'graph', graph: renamed });
    assert.equal(needsLayout(later), false);
    assert.deepEqual(
      later.sight?.values.map(({ id }) => id),
      before.sight?.values.map(({ id }) => id + 100),
    );
    assert.equal(later.picture && rootOf(later.picture.scene), before.picture && rootOf(before.picture.scene));
    assert.equal(later.picture?.numbers, null);
    // What is selected now, the host says.
    assert.equal(later.selected, 3);
    assert.equal(reduce(later, { type: 'selected', node: 103 }).selected, 103);
  });

  it('keeps the old picture until the new one is laid out', () => {
    const waiting = shown({ type: 'graph', graph: next }, { type: 'values', values: valuesAt(0, 5, OTHER) });
    assert.equal(waiting.picture?.graph.key, 'k');
    assert.equal(waiting.picture?.numbers?.cursor.step, 2);
    const arrived = reduce(waiting, { type: 'placed', scene: nextScene });
    assert.equal(arrived.picture?.graph.key, 'next');
    assert.equal(arrived.picture?.numbers?.cursor.step, 5);
  });

  it('ignores the layout of a graph that is no longer the latest', () => {
    const state = shown({ type: 'graph', graph: { ...next, templates: [] } });
    assert.equal(reduce(state, { type: 'placed', scene }), state);
  });

  /** The same, laid out for a graph after the one on show. */
  const later = (): Scene => ({ ...scene, graph: { ...graph, serial: OTHER } });

  it('fits the picture until the user moves it, and then leaves the view alone', () => {
    const fitted = shown();
    assert.notEqual(fitted.transform, Transform.identity);
    assert.equal(fitted.framing, 'first');
    const moved = reduce(fitted, { type: 'panned', dx: 5, dy: 0 });
    assert.equal(moved.framing, 'own');
    const again = reduce(moved, { type: 'placed', scene: later() });
    assert.equal(again.transform, moved.transform);
    assert.equal(reduce(moved, { type: 'fitted' }).framing, 'whole');
  });

  it('begins where numbers can be read, at the result, and fits the whole on demand, for good', () => {
    const narrow = { width: 320, height: 500 };
    const first = shown({ type: 'resized', size: narrow });
    const out = first.transform.applyBox(outcomeOf(scene)!);
    assert.equal(first.transform.k, LEAST_READABLE);
    assert.ok(out.x > 160 && out.x + out.width <= 320 && out.y > 0 && out.y + out.height < 500);
    const whole = reduce(first, { type: 'fitted' });
    assert.ok(whole.transform.k < LEAST_READABLE);
    const again = reduce(whole, { type: 'placed', scene: later() });
    assert.deepEqual(again.transform, whole.transform);
    const wider = reduce(again, { type: 'resized', size: { ...narrow, width: 330 } });
    assert.ok(wider.transform.k > whole.transform.k && wider.framing === 'whole');
  });

  it('never loses the picture: neither by panning, nor by zooming, nor as the panel shrinks', () => {
    const state = shown();
    const away = reduce(state, { type: 'panned', dx: 5000, dy: -5000 });
    assert.ok(inSight(away));
    assert.ok(inSight(reduce(away, { type: 'zoomed', factor: 4, at: { x: 0, y: 0 } })));
    assert.ok(inSight(reduce(away, { type: 'resized', size: { width: 300, height: 200 } })));
    const least = leastZoom(scene, size);
    const small = Array.from({ length: 40 }).reduce<State>(now => reduce(now, { type: 'zoomed', factor: 0.5 }), state);
    assert.equal(small.transform.k, least);
  });

  it('fits a picture in another style, too, and keeps the middle where the user had gone', async () => {
    const other = await plainScene(graph, 'node');
    const restyled = (state: State): State =>
      [
        { type: 'opStyle' as const, opStyle: 'node' as const },
        { type: 'placed' as const, scene: other },
      ].reduce<State>(reduce, state);
    assert.deepEqual(restyled(shown()).transform, fitTo(other, size));
    const middle = ({ transform, picture }: State, key: string) =>
      transform.apply(centre(placeOfKey(picture!.scene, key)!.box));
    for (const key of ['v0', 'v5', 'v9']) {
      const near = reduce(shown(), { type: 'zoomed', factor: 2 });
      const { x, y } = middle(near, key);
      const moved = reduce(near, { type: 'panned', dx: 395 - x, dy: 305 - y });
      const after = restyled(moved);
      assert.equal(after.transform.k, moved.transform.k);
      const [a, b] = [middle(moved, key), middle(after, key)];
      assert.ok(Math.hypot(a.x - b.x, a.y - b.y) < 1e-6, key);
    }
  });

  it('fits again if the picture has left the view', () => {
    const away = shown({ type: 'viewed', transform: new Transform(1, 5000, 0) });
    assert.equal(reduce(away, { type: 'placed', scene: later() }).framing, 'first');
  });

  it('shows a run only after 200 ms', () => {
    const running: Status = { ...IDLE, state: 'running', ms: 10 };
    assert.equal(arrive({ type: 'status', status: running }).slow, false);
    assert.equal(arrive({ type: 'status', status: running }, { type: 'slow' }).slow, true);
    assert.equal(arrive({ type: 'status', status: { ...running, ms: 400 } }).slow, true);
    assert.equal(
      arrive({ type: 'status', status: running }, { type: 'slow' }, { type: 'status', status: IDLE }).slow,
      false,
    );
    assert.equal(arrive({ type: 'slow' }).slow, false);
  });

  it('stops playing at the end of the pass', () => {
    const playing = shown({ type: 'playing', playing: true }, { type: 'values', values: valuesAt(0, 3) });
    assert.equal(playing.playing, true);
    assert.equal(reduce(playing, { type: 'values', values: valuesAt(0, 5) }).playing, false);
  });

  it('plays on while the first step of the pass is still on its way', () => {
    const state = shown(
      { type: 'values', values: valuesAt(0, 5) },
      { type: 'wanted', cursor: { pass: 0, step: 0 } },
      { type: 'playing', playing: true },
    );
    assert.equal(reduce(state, { type: 'values', values: valuesAt(0, 5) }).playing, true);
  });

  it('takes a clamped answer for a wish beyond the last step', () => {
    const state = shown({ type: 'wanted', cursor: { pass: 0, step: LAST_STEP } });
    assert.equal(reduce(state, { type: 'values', values: valuesAt(0, 5) }).wanted, null);
    assert.notEqual(reduce(state, { type: 'values', values: valuesAt(0, 2) }).wanted, null);
  });

  it('begins the keyboard at the root', () => {
    assert.equal(shown().rover, 'v9');
  });

  it('walks to inputs, consumers, and within a column', () => {
    const walk = (...walks: Extract<Action, { type: 'walked' }>['walk'][]): string | null =>
      shown(...walks.map((walk): Action => ({ type: 'walked', walk }))).rover;
    assert.equal(walk('input'), 'v8');
    assert.equal(walk('input', 'consumer'), 'v9');
    assert.equal(walk('consumer'), 'v9');
    assert.equal(walk('input', 'input', 'input'), 'v5');
    assert.equal(walk('input', 'input', 'input', 'below'), 'v6');
  });

  it('returns the same object when nothing changes', () => {
    const state = shown({ type: 'resized', size });
    assert.equal(reduce(state, { type: 'resized', size: { ...size } }), state);
    assert.equal(reduce(state, { type: 'hoveredPass', pass: null }), state);
  });
});

describe('steppedBy', () => {
  it('steps within the pass and not beyond its ends', () => {
    assert.deepEqual(steppedBy(shown(), 1), { pass: 0, step: 3 });
    assert.deepEqual(steppedBy(shown(), -LAST_STEP), { pass: 0, step: 0 });
    assert.deepEqual(steppedBy(shown(), LAST_STEP), { pass: 0, step: 5 });
    assert.equal(steppedBy(shown({ type: 'values', values: valuesAt(0, 5) }), 1), null);
  });

  it('counts from the step that is on its way', () => {
    assert.deepEqual(steppedBy(shown({ type: 'wanted', cursor: { pass: 0, step: 3 } }), 1), { pass: 0, step: 4 });
  });

  it('leads from the whole tape into the last pass', () => {
    const whole = shown({ type: 'series', series: [losses(20)] }, { type: 'values', values: valuesAt(-1, 0) });
    assert.deepEqual(steppedBy(whole, 1), { pass: 19, step: 0 });
    assert.deepEqual(steppedBy(whole, -1), { pass: 19, step: LAST_STEP });
  });

  it('has nowhere to go without a pass', () => {
    assert.equal(steppedBy(shown({ type: 'status', status: IDLE }), 1), null);
  });
});

describe('revealing', () => {
  it('moves the view only for nodes outside it', () => {
    assert.equal(revealing(shown(), [0]), null);
    const away = shown({ type: 'panned', dx: -700, dy: 0 });
    const target = revealing(away, [0]);
    assert.ok(target);
    assert.ok(target.applyBox(rootOf(away.picture!.scene).items[0]).x >= 0);
    assert.equal(revealing(away, [12345]), null);
  });

  it('shows a step with its inputs, and does not move for one that is seen', () => {
    const at = (step: number, ...events: Action[]) => shown(...events, { type: 'values', values: valuesAt(0, step) });
    const steps = neuron().values({ pass: 0, step: 0 }).steps;
    for (let step = 1; step <= steps; step++) {
      const seen = at(step);
      const { node, contributions } = seen.picture!.numbers!.step!;
      assert.equal(revealingStep(seen), null, `step ${step} is seen`);
      const away = at(step, { type: 'panned', dx: -700, dy: 0 });
      const target = revealingStep(away) ?? away.transform;
      for (const each of [node, ...contributions.map(({ input }) => input)]) {
        const { x, y, width, height } = target.applyBox(locate(scene, each)!.box);
        assert.ok(x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height, `${each} of step ${step}`);
      }
    }
    assert.ok(steps >= 5);
  });

  it('keeps what it shows clear of what lies over the picture', () => {
    const list = { x: 8, y: 8, width: 460, height: 330 };
    const covered = shown({ type: 'covered', boxes: [list] });
    const boxOf = (node: number) => locate(scene, node)!.box;
    for (let node = 0; node < 10; node++) {
      const seen = (revealing(covered, [node]) ?? covered.transform).applyBox(boxOf(node));
      assert.ok(!overlaps(seen, list), `revealed ${node}`);
      assert.ok(!overlaps(showing(covered, node)!.applyBox(boxOf(node)), list), `shown ${node}`);
    }
  });

  it('makes what it goes to large enough to read, and leaves a zoom at which it is', () => {
    const readable = shown();
    assert.ok(readable.transform.k >= LEAST_READABLE);
    assert.equal(showing(readable, 0)!.k, readable.transform.k);
    const small = shown({ type: 'zoomed', factor: (0.95 * LEAST_READABLE) / readable.transform.k });
    assert.ok(small.transform.k < LEAST_READABLE);
    assert.ok(showing(small, 0)!.k * METRICS.numberFont >= 11);
  });

  it('goes to a value beside its consumers once it is known which it is, unless the user goes elsewhere', () => {
    const going = shown({ type: 'going', node: 0 });
    assert.ok(isArrived(going), 'drawn itself');
    const before = reduce(shown(), { type: 'going', node: 12345 });
    assert.ok(!isArrived(before), 'nothing was opened yet');
    const told = reduce(before, { type: 'revealed', node: 12345, beside: 0 });
    assert.ok(isArrived(told), 'nothing had to be opened');
    assert.ok(showing(told, 12345)?.equals(showing(told, 0)!), 'its consumer comes into view');
    assert.equal(reduce(before, { type: 'revealed', node: 7, beside: 0 }), before);
    assert.equal(reduce(going, { type: 'panned', dx: 1, dy: 0 }).going, null);
  });
});

describe('a folded picture', () => {
  /** The picture of a sample at a zoom, laid out. */
  const opened = async (sample: Folded): Promise<State> => {
    const own = sample.graph();
    return arrive(
      { type: 'resized', size },
      { type: 'graph', graph: own },
      { type: 'values', values: sample.values() },
      { type: 'placed', scene: await plainScene(own) },
    );
  };
  const turned = async (state: State, sample: Folded): Promise<State> => {
    const own = sample.graph();
    const waiting = [
      { type: 'graph' as const, graph: own },
      { type: 'values' as const, values: sample.values() },
    ].reduce<State>(reduce, state);
    return reduce(waiting, { type: 'placed', scene: await plainScene(own) });
  };
  const cornerOf = ({ picture, transform }: State, key: string) =>
    transform.apply(placeOfKey(picture!.scene, key)!.box);

  it('keeps what is opened where it is on the screen, also if the view moves meanwhile', async () => {
    const sample = new Folded(12, { sample: 'closed' });
    const before = reduce(await opened(sample), { type: 'anchored', key: 'g1' });
    sample.fold(1, 'all');
    const panned = reduce(before, { type: 'panned', dx: 30, dy: 20 });
    const after = await turned(panned, sample);
    const [a, b] = [cornerOf(panned, 'g1'), cornerOf(after, 'g1')];
    assert.ok(Math.abs(a.x - b.x) < 1e-6 && Math.abs(a.y - b.y) < 1e-6);
    assert.equal(after.anchor, null);
    assert.equal(after.transform.k, panned.transform.k);
  });

  it('finds its anchor in a picture that is far too large for elements', async () => {
    const sample = new Folded(3000, { sample: 'all' });
    const before = await opened(sample);
    assert.equal(isFar(before), true);
    const penalty = 'g9001';
    const anchored = reduce(before, { type: 'anchored', key: penalty });
    assert.equal(anchored.anchor, penalty);
    sample.fold(9001, 'closed');
    const after = await turned(anchored, sample);
    const [a, b] = [cornerOf(anchored, penalty), cornerOf(after, penalty)];
    assert.ok(Math.abs(a.x - b.x) < 1e-6 && Math.abs(a.y - b.y) < 1e-6);
  });

  it('brings what is closed into view if its head was not', async () => {
    const sample = new Folded(12, { sample: 'all' });
    const before = await opened(sample);
    const corner = cornerOf(before, 'g1');
    const away = reduce(before, { type: 'panned', dx: -corner.x - 40, dy: 0 });
    sample.fold(1, 'closed');
    const after = await turned(reduce(away, { type: 'anchored', key: 'g1' }), sample);
    assert.ok(cornerOf(after, 'g1').x >= 0);
  });

  it('fits the whole picture where all is opened or closed', async () => {
    const sample = new Folded();
    const moved = reduce(await opened(sample), { type: 'panned', dx: 30, dy: 0 });
    const anchored = reduce(moved, { type: 'anchored', key: null });
    sample.foldAll(false);
    const after = await turned(anchored, sample);
    assert.equal(after.framing, 'first');
  });

  it('forgets its anchor when another graph comes', async () => {
    const state = reduce(await opened(new Folded()), { type: 'anchored', key: 'g1' });
    assert.equal(reduce(state, { type: 'graph', graph }).anchor, null);
  });

  it('is far while there is too much in view, and near again when one zooms in', async () => {
    const far = await opened(new Folded(500, { sample: 'all' }));
    assert.equal(isFar(far), true);
    const near = reduce(far, { type: 'zoomed', factor: 1 / far.transform.k });
    assert.equal(isFar(near), false);
    assert.ok(near.sight!.values.length > 5);
    assert.equal(near.sight, reduce(near, { type: 'panned', dx: 5, dy: 5 }).sight, 'a little more is known');
    assert.equal(isFar(reduce(near, { type: 'zoomed', factor: far.transform.k })), true);
  });

  it('walks back the way that it came, up and down, in and out of copies', async () => {
    const state = reduce(await opened(new Folded(6, { sample: 'all', dot: 'open' })), { type: 'fitted' });
    const from = (key: string, ...walks: Walk[]) =>
      [{ type: 'roved' as const, key }, ...walks.map(walk => ({ type: 'walked' as const, walk }))].reduce<State>(
        reduce,
        state,
      );
    const { values, folds, cells } = state.sight!;
    assert.equal(cells.length, 6);
    for (const { key } of [...values, ...folds, ...cells]) {
      for (const [there, back] of [
        ['above', 'below'],
        ['below', 'above'],
      ] as const) {
        const far = from(key, there, there);
        const way = far.strides.map(() => back);
        assert.equal(from(key, there, there, ...way).rover, key, `${there} from ${key}`);
      }
    }
    assert.equal(from('v0', 'below', 'consumer').strides.length, 1, 'another way begins');
  });

  it('leaves the keyboard at the stack whose copies are put away', async () => {
    const sample = new Folded(6, { sample: 'all' });
    const state = reduce(await opened(sample), { type: 'fitted' });
    const cell = reduce(state, { type: 'roved', key: state.sight!.cells[4].key });
    sample.fold(1, 'closed');
    assert.equal((await turned(reduce(cell, { type: 'anchored', key: 'g1' }), sample)).rover, 'g1');
  });

  it('keeps the numbers that it has, and adds those that are looked at later', async () => {
    const sample = new Folded();
    const state = await opened(sample);
    const look = (from: State, ...nodes: number[]): State => {
      sample.look({ type: 'look', serial: 0, nodes, references: [] });
      return reduce(from, { type: 'values', values: sample.values() });
    };
    const both = look(look(state, 0), 1);
    assert.equal(both.picture?.numbers?.has(0), true);
    assert.equal(both.picture?.numbers?.has(1), true);
    sample.look({ type: 'look', serial: 0, nodes: [1], references: [] });
    const stepped = reduce(both, { type: 'values', values: sample.values({ pass: 0, step: 1 }) });
    assert.equal(stepped.picture?.numbers?.has(0), false, 'of another step');
  });

  it('is not laid out anew for a graph that looks the same', async () => {
    const sample = new Folded();
    const state = await opened(sample);
    const again = sample.graph();
    const later = reduce(state, { type: 'graph', graph: again });
    assert.ok(fits(state.picture!.scene, again));
    assert.equal(needsLayout(reduce(later, { type: 'values', values: sample.values() })), false);
  });
});
