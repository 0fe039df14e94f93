import assert from 'node:assert/strict';
import { wholeTape } from '../../../src/recording/queries/extent';
import { find } from '../../../src/view/find/find';
import { related } from '../../../src/view/find/related';
import { usesOf } from '../../../src/view/find/uses';
import { randomGraph } from '../../recording/randomGraph';
import { nodeNamed, record } from '../../recording/record';
import { neuron } from '../../recording/scripts';

const pairs = ({ users, inputs }: { users: Uint32Array; inputs: Uint32Array }) =>
  [...users].map((user, i) => [user, inputs[i]] as const);

const ids = ({ length }: { length: number }) => Uint32Array.from({ length }, (_, i) => i);

describe('usesOf', () => {
  it('has every input that is a leaf among them, in order', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const recording = record(() => randomGraph(seed, 50, 1 + (seed % 2)));
      const asked = ids(recording).filter(id => (id * seed) % 3 !== 0);
      const expected: [number, number][] = [];
      for (let node = 0; node < recording.length; node++) {
        for (const [input, id] of recording.inputs(node).entries()) {
          if (asked.includes(id) && recording.arity(id) === 0) expected.push([node, input]);
        }
      }
      assert.deepEqual(pairs(usesOf(recording, wholeTape(recording), asked)), expected, `seed ${seed}`);
    }
  });

  it('comes with what is found and related, and ends where there are too many', () => {
    const recording = record(neuron);
    const extent = wholeTape(recording);
    const w1 = nodeNamed(recording, 'w1');
    const user = [...ids(recording)].find(node => recording.inputs(node).includes(w1))!;
    assert.deepEqual(pairs(find(recording, extent, 'w1', { pass: -1, step: 0 }).uses).slice(0, 1), [[user, 1]]);
    assert.deepEqual(
      pairs(related(recording, extent, 'dependsOn', user).uses).map(([node]) => node),
      [user, user],
    );
    const all = ids(recording);
    assert.ok(usesOf(recording, extent, all, 2).users.length < usesOf(recording, extent, all).users.length);
    assert.equal(pairs(usesOf(recording, extent, Uint32Array.of(w1))).length, 1);
  });
});
