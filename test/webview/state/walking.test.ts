import assert from 'node:assert/strict';
import type { Sight } from '../../../webview/graph/sight';
import { boxesIn, operandsOrUsers, type Walk } from '../../../webview/graph/walk';
import { initialState, type State } from '../../../webview/state/state';
import { walked } from '../../../webview/state/walking';
import { Folded } from '../folded';
import { elkScene, everything, plainScene, RandomGraph } from '../graph/scenes';

const begun = (sight: Sight, rover: string): State => ({ ...initialState, sight, rover });

/** What one comes to with an arrow to a side, and up or down from there as often as there is anything. */
function found(sight: Sight, from: string, side: Walk): Set<string | null> {
  const first = walked(begun(sight, from), side);
  const all = new Set([first.rover]);
  for (const walk of ['above', 'below'] as const) {
    let at = first;
    for (let i = 0; i < 12; i++) {
      at = walked(at, walk);
      all.add(at.rover);
    }
  }
  return all;
}

describe('walking', () => {
  it('leads to every operand and every user of everything in sight', async () => {
    for (let seed = 1; seed <= 8; seed++) {
      const sight = everything(await plainScene(new RandomGraph(seed, true).make()));
      const boxes = boxesIn(sight);
      for (const { from, to } of sight.edges) {
        if (from === to || !boxes.has(from) || !boxes.has(to)) continue;
        assert.ok(found(sight, to, 'input').has(from), `${seed}: ${from}, an operand of ${to}`);
        assert.ok(found(sight, from, 'consumer').has(to), `${seed}: ${to}, a user of ${from}`);
      }
    }
  });

  it('leads back to where one was, from each of the operands', async () => {
    const sample = new Folded(3, { sample: 1, dot: 'open' });
    const sight = everything(await elkScene(sample.graph()));
    const rover = (from: string, ...walks: Walk[]) => walks.reduce(walked, begun(sight, from)).rover;
    const loss = `v${sample.loss}`;
    const ways: Walk[][] = [['input'], ['input', 'above'], ['input', 'below']];
    const operands = operandsOrUsers(sight, loss, 'input');
    assert.equal(operands.length, 2, 'the sum and the penalty');
    const ends = ways.map(way => rover(loss, ...way) ?? '');
    for (const operand of operands) assert.ok(ends.includes(operand), operand);
    ways.forEach((way, i) => {
      assert.equal(rover(loss, ...way, 'consumer') === loss, operands.includes(ends[i]), ends[i]);
    });
    assert.equal(rover('g10', 'input', 'consumer'), rover('v0', 'consumer'), 'a frame is none of its users');
  });
});
