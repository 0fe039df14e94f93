import assert from 'node:assert/strict';
import { BORDER, type Fold, type Graph, type Item, type Template, type ViewNode } from '../../../src/protocol/graph';
import { placeOfKey } from '../../../webview/graph/locate';
import { reduce } from '../../../webview/state/reduce';
import { initialState, type State } from '../../../webview/state/state';
import { plainScene } from '../graph/scenes';

const COPIES = [0, 1, 2];
const leaf: ViewNode = { label: 'x', kind: 'leaf', symbol: '', opName: '', tensor: null, terms: 0 };
const op: ViewNode = { label: 'out', kind: 'op', symbol: 'tanh', opName: 'tanh', tensor: null, terms: 0 };
const link = (source: number, target: number) => ({ source, exit: 0, target, entry: 0, hidden: false });

/** One tanh in each of three copies that use `x`: on show is one of them, or each as a group of its own. */
function graphOf(serial: number, fold: Fold): Graph {
  const unit: Template = {
    key: 'unit',
    items: [{ kind: 'value', absorbed: null, at: 0, node: op }],
    links: [link(BORDER, 0), link(0, BORDER)],
    ins: 1,
    outs: 1,
  };
  const each = { span: 1, name: 'f(x)', count: 1, template: 0, ins: 1, outs: 1 };
  const copyOf = (index: number): Item => {
    const copy = { index, of: COPIES.length, hasOwnName: false };
    return { kind: 'group', ...each, at: 1 + index, group: 1 + index, result: 1 + index, copy };
  };
  const numbers = Uint32Array.from(COPIES, index => 1 + index);
  const copies: Item[] =
    fold === 'all'
      ? COPIES.map(copyOf)
      : [{ kind: 'repeat', ...each, at: numbers, group: numbers, names: null, fold, result: 0, chained: false }];
  const whole: Template = {
    key: `whole ${fold}`,
    items: [{ kind: 'value', absorbed: null, at: 0, node: leaf }, ...copies],
    links: copies.map((_, i) => link(0, 1 + i)),
    ins: 0,
    outs: 0,
  };
  const drawn = 1 + copies.length;
  return { serial, key: whole.key, lineage: 'copies', templates: [unit, whole], node: 0, group: 0, total: 4, drawn };
}

async function drawn(state: State, serial: number, fold: Fold): Promise<State> {
  const graph = graphOf(serial, fold);
  return reduce(reduce(state, { type: 'graph', graph }), { type: 'placed', scene: await plainScene(graph) });
}

const corner = ({ picture, transform }: State, key: string) => transform.apply(placeOfKey(picture!.scene, key)!.box);

describe('a stack whose copies stand for themselves', () => {
  it('keeps the keyboard and the view at the copy on show, there and back', async () => {
    const sized = reduce(initialState, { type: 'resized', size: { width: 900, height: 700 } });
    for (const index of COPIES) {
      const one = reduce(await drawn(sized, 1, index), { type: 'roved', key: 'g1' });
      const all = await drawn(reduce(one, { type: 'anchored', key: 'g1' }), 2, 'all');
      const own = `g${1 + index}`;
      assert.equal(all.rover, own);
      const [was, is] = [corner(one, 'g1'), corner(all, own)];
      assert.ok(Math.hypot(was.x - is.x, was.y - is.y) < 0.01, `${own} stays where it was`);
      assert.match(all.said, new RegExp(`${1 + index} of 3`));
      const back = await drawn(reduce(all, { type: 'anchored', key: own }), 3, index);
      assert.equal(back.rover, 'g1');
    }
  });
});
