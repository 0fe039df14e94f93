import assert from 'node:assert/strict';
import { outlineOf } from '../../../src/recording/outline/outline';
import { wholeTape } from '../../../src/recording/queries/extent';
import { Folding } from '../../../src/view/folding';
import { graphOf } from '../../../src/view/graph';
import { carrying, receiving } from '../../../webview/graph/carrying';
import { locate } from '../../../webview/graph/locate';
import { Numbers } from '../../../webview/graph/numbers';
import { departures } from '../../../webview/graph/tags';
import { waysAt } from '../../../webview/graph/ways';
import { Program } from '../../recording/outline/programs';
import { everything, plainScene } from './scenes';

/** Calls in a row, each of which uses what the one before resulted in: `y = -(-(-y)) × y`. */
async function row() {
  const program = new Program();
  let y = program.negative(program.leaf('x'));
  const products: number[] = [];
  for (let i = 0; i < 20; i++) {
    y = program.call('step', () => {
      let z = y;
      for (let j = 0; j < 3; j++) z = program.negative(z);
      products.push(program.product(z, y));
      return products[i];
    });
  }
  const end = program.negative(y);
  const recording = program.recording();
  const outline = outlineOf(recording, wholeTape(recording));
  const folding = new Folding();
  const show = async (node: number) => {
    folding.reveal(outline, node);
    const scene = await plainScene(graphOf(recording, outline, folding, 1));
    return { scene, sight: everything(scene) };
  };
  return { show, products, end };
}

const stepAt = (node: number, inputs: number[]): Numbers => {
  const share = { label: '', data: '', local: '', formula: '', before: '', after: '', constant: false };
  const contributions = inputs.map(input => ({ ...share, input, contribution: `${input}` }));
  const told = { label: '', symbol: '', tensor: false, upstream: '', sentence: '', place: '' };
  const none = { nodes: [], labels: [], data: [], grad: [], state: [], notFinite: [], references: [], steps: 0 };
  return Numbers.of({ serial: 1, cursor: { pass: 0, step: 1 }, ...none, step: { ...told, node, contributions } });
};

describe('ways', () => {
  it('go on through borders from what is selected, to all that it uses and is used by', async () => {
    const { show, products, end } = await row();
    const last = products[19];
    const { sight } = await show(last);
    const keys = waysAt(sight.edges, new Set([`v${end}`]));
    const ends = sight.edges.filter(({ key }) => keys.has(key)).map(({ from, to }) => [from, to]);
    assert.ok(
      ends.some(([from]) => from === `v${last}`),
      JSON.stringify(ends),
    );
    assert.ok(ends.some(([, to]) => to === `v${end}`));
  });

  it('lead a step out of the copy on show to the one before it, which is not', async () => {
    const { show, products } = await row();
    const node = products[10];
    const { scene, sight } = await show(node);
    const input = products[9];
    assert.equal(locate(scene, input)?.isExact, false);
    const numbers = stepAt(node, [node - 1, input]);
    const carries = carrying(sight, `v${node}`, receiving(scene, sight, numbers));
    const into = sight.edges.filter(({ key, to }) => carries.has(key) && to === `v${node}`);
    assert.equal(into.length, 2);
    assert.ok(into.some(({ from }) => from === `v${node - 1}`));
    const [tag, ...more] = departures(scene, sight, numbers, carries);
    assert.deepEqual([tag.contribution, more.length], [`${input}`, 0]);
    const edge = into.find(({ from }) => from === tag.at.key)!;
    assert.deepEqual([tag.at.placed.card.x, tag.at.placed.card.y], [edge.points[0].x, edge.points[0].y]);
    // What stays inside leads nowhere else.
    const inside = stepAt(node - 1, [node - 2]);
    const own = carrying(sight, `v${node - 1}`, receiving(scene, sight, inside));
    assert.equal(own.size, 1);
    assert.deepEqual(departures(scene, sight, inside, own), []);
  });
});
