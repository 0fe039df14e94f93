import assert from 'node:assert/strict';
import type { Status, ToPanel, Values } from '../../src/protocol/panel';
import { fallbackLayout } from '../../webview/graph/fallback';
import { drawStyle } from '../../webview/graph/measure';
import type { Placed } from '../../webview/graph/placed';
import { Transform } from '../../webview/graph/viewport';
import {
  type Action,
  IDLE,
  initialState,
  LAST_STEP,
  needsLayout,
  reduce,
  revealing,
  type State,
  steppedBy,
} from '../../webview/store';
import { losses, neuron } from './samples';

const graph = neuron().graph('k');
const valuesAt = (pass: number, step: number, key = 'k'): Values => neuron().values(key, { pass, step });
const placed = (key = 'k'): Placed => fallbackLayout({ ...graph, key }, drawStyle(graph, null, 'badge'), 'plain');
const arrive = (...events: (ToPanel | Action)[]): State => events.reduce(reduce, initialState);
const size = { width: 800, height: 600 };

const shown = (...events: (ToPanel | Action)[]): State =>
  arrive(
    { type: 'resized', size },
    { type: 'status', status: { ...IDLE, state: 'done', passes: 1 } },
    { type: 'graph', graph },
    { type: 'values', values: valuesAt(0, 2) },
    { type: 'placed', placed: placed() },
    ...events,
  );

describe('reduce', () => {
  it('needs a layout once a graph and its values are here, and none after', () => {
    assert.equal(needsLayout(arrive({ type: 'graph', graph })), false);
    assert.equal(
      needsLayout(arrive({ type: 'graph', graph }, { type: 'values', values: valuesAt(0, 0, 'other') })),
      false,
    );
    assert.equal(needsLayout(arrive({ type: 'graph', graph }, { type: 'values', values: valuesAt(0, 0) })), true);
    assert.equal(needsLayout(shown()), false);
    assert.equal(needsLayout(shown({ type: 'opStyle', opStyle: 'node' })), true);
  });

  it('keeps every place when only numbers change', () => {
    const before = shown();
    const later = reduce(before, { type: 'values', values: valuesAt(0, 3) });
    assert.equal(later.picture?.placed, before.picture?.placed);
    assert.equal(later.transform, before.transform);
    assert.equal(later.picture?.values?.cursor.step, 3);
  });

  it('keeps every place for a graph of the same key with other ids', () => {
    const renamed = {
      ...graph,
      nodes: graph.nodes.map(node => ({ ...node, id: node.id + 100 })),
      edges: graph.edges.map(edge => ({ ...edge, source: edge.source + 100, target: edge.target + 100 })),
    };
    const before = shown({ type: 'selected', node: 3 });
    const later = reduce(before, { type: 'graph', graph: renamed });
    assert.equal(needsLayout(later), false);
    assert.deepEqual(
      later.picture?.placed.nodes.map(node => node.id),
      renamed.nodes.map(node => node.id),
    );
    assert.deepEqual(
      later.picture?.placed.nodes.map(node => node.x),
      before.picture?.placed.nodes.map(node => node.x),
    );
    assert.equal(later.selected, null);
  });

  it('keeps the old picture until the new one is laid out', () => {
    const next = { ...graph, key: 'next' };
    const waiting = shown({ type: 'graph', graph: next }, { type: 'values', values: valuesAt(0, 5, 'next') });
    assert.equal(waiting.picture?.graph.key, 'k');
    assert.equal(waiting.picture?.values?.cursor.step, 2);
    const arrived = reduce(waiting, { type: 'placed', placed: placed('next') });
    assert.equal(arrived.picture?.graph.key, 'next');
    assert.equal(arrived.picture?.values?.cursor.step, 5);
  });

  it('ignores the layout of a graph that is no longer the latest', () => {
    const state = shown({ type: 'graph', graph: { ...graph, key: 'next' } });
    assert.equal(reduce(state, { type: 'placed', placed: placed() }), state);
  });

  it('fits the picture until the user moves it, and then leaves the view alone', () => {
    const fitted = shown();
    assert.notEqual(fitted.transform, Transform.identity);
    assert.equal(fitted.touched, false);
    const moved = reduce(fitted, { type: 'panned', dx: 5, dy: 0 });
    assert.equal(moved.touched, true);
    const again = reduce(moved, { type: 'placed', placed: placed() });
    assert.equal(again.transform, moved.transform);
    assert.equal(reduce(moved, { type: 'fitted' }).touched, false);
  });

  it('fits again if the picture has left the view', () => {
    const away = shown({ type: 'panned', dx: 5000, dy: 0 });
    assert.equal(reduce(away, { type: 'placed', placed: placed() }).touched, false);
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
    assert.equal(shown().rover, 9);
  });

  it('walks to inputs, consumers, and within a column', () => {
    const walk = (...walks: Extract<Action, { type: 'walked' }>['walk'][]): number | null =>
      shown(...walks.map((walk): Action => ({ type: 'walked', walk }))).rover;
    assert.equal(walk('input'), 8);
    assert.equal(walk('input', 'consumer'), 9);
    assert.equal(walk('consumer'), 9);
    assert.equal(walk('input', 'input', 'input'), 5);
    assert.equal(walk('input', 'input', 'input', 'below'), 6);
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
    assert.ok(target.applyBox(away.picture!.placed.nodes[0]).x >= 0);
    assert.equal(revealing(away, [12345]), null);
  });
});
