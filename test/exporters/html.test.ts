import assert from 'node:assert/strict';
import { exhibitOf, exhibitShown } from '../../src/exporters/exhibit';
import { html } from '../../src/exporters/html';
import type { Graph, Item } from '../../src/protocol/graph';
import type { FromPanel } from '../../src/protocol/panel';
import { type PageStart, pageModel } from '../../src/view/pageStart';
import { PanelModel } from '../../src/view/panelModel';
import { record } from '../recording/record';
import { perceptron } from './perceptron';

const recording = record(() => {
  for (let pass = 0; pass < 3; pass++) perceptron();
});
/** What folds a group or stack of the whole picture the other way. */
function turned({ templates, serial }: Graph): FromPanel {
  const items: Item[] = templates.at(-1)!.items;
  for (const item of items) {
    if (item.kind !== 'group' && item.kind !== 'repeat') continue;
    const group = typeof item.group === 'number' ? item.group : item.group[0];
    return { type: 'fold', serial, group, fold: item.template === null ? 'open' : 'closed' };
  }
  throw new Error('nothing can be folded');
}

/** A panel that shows the recording. */
function panel(): PanelModel {
  const model = new PanelModel(() => undefined);
  model.setRecording(recording);
  return model;
}

/** The page's own model, begun with what is in the page of an exhibit. */
async function begun(exhibit: ReturnType<typeof exhibitOf>): Promise<PanelModel> {
  const page = await html(exhibit, async () => new Uint8Array());
  const [, start] = /id="start">(.*)<\/script>/.exec(page)!;
  const { model, begin } = pageModel(recording, 'page', JSON.parse(start) as PageStart, () => undefined);
  begin();
  return model;
}

describe('An exported page begins', () => {
  it('with what is open in the panel', async () => {
    const model = panel();
    const { graph } = model.shown!;
    model.handle(turned(graph));
    assert.notEqual(model.shown!.graph.key, graph.key);
    assert.equal((await begun(exhibitShown(model.shown!))).shown!.graph.key, model.shown!.graph.key);
  });

  it('with everything open when asked', async () => {
    const all = panel();
    all.handle({ type: 'foldAll', open: true });
    for (const exhibit of [exhibitOf(recording, true), exhibitShown(all.shown!)]) {
      assert.equal((await begun(exhibit)).shown!.graph.key, all.shown!.graph.key);
    }
  });

  it('at the panel’s pass, and at its step if one is told', async () => {
    const model = panel();
    model.handle({ type: 'seek', cursor: { pass: 1, step: Number.MAX_SAFE_INTEGER } });
    const atEnd = await begun(exhibitShown(model.shown!));
    assert.deepEqual([atEnd.cursor, atEnd.steppedNode], [model.cursor, null]);
    model.handle({ type: 'seek', cursor: { pass: 0, step: 2 } });
    const atStep = await begun(exhibitShown(model.shown!));
    assert.deepEqual([atStep.cursor, atStep.steppedNode], [{ pass: 0, step: 2 }, model.steppedNode]);
  });
});
