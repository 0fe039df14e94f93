import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cursor } from '../../src/protocol/panel';
import { Player, playFrom } from '../../webview/player';
import { reduce } from '../../webview/state/reduce';
import { IDLE, initialState, type State } from '../../webview/state/state';
import { neuron } from './samples';

const base = reduce(initialState, { type: 'status', status: { ...IDLE, passes: 2 } });
const at = (pass: number, step: number, state = base): State =>
  reduce(state, { type: 'values', values: neuron().values({ pass, step }) });

describe('Player', () => {
  it('sends the next step one interval after the answer, and not before it', async () => {
    let state: State = { ...at(1, 1), playing: true, speed: 100 };
    const sent: Cursor[] = [];
    const player = new Player(
      () => state,
      cursor => {
        sent.push(cursor);
        state = reduce(state, { type: 'wanted', cursor });
      },
    );
    player.update();
    await sleep(40);
    player.update();
    await sleep(40);
    assert.deepEqual(sent, [{ pass: 1, step: 2 }]);
    state = at(1, 2, state);
    player.update();
    await sleep(40);
    assert.deepEqual(sent[1], { pass: 1, step: 3 });
  });

  it('sends nothing after a pause', async () => {
    let state: State = { ...at(1, 1), playing: true, speed: 100 };
    const sent: Cursor[] = [];
    const player = new Player(
      () => state,
      cursor => sent.push(cursor),
    );
    player.update();
    state = { ...state, playing: false };
    player.update();
    await sleep(40);
    assert.deepEqual(sent, []);
  });
});

describe('playFrom', () => {
  it('begins the last pass from the whole tape, begins again at the end, goes on from the middle', () => {
    assert.deepEqual(playFrom(at(-1, 0)), { pass: 1, step: 0 });
    assert.deepEqual(playFrom(at(0, 5)), { pass: 0, step: 0 });
    assert.equal(playFrom(at(0, 2)), null);
  });
});
