/** Pictures of single views in their states, of the lessons' own numbers: `npx tsx test/view/browser/shots.ts [name…]`. */

import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeEvaluator } from '../../../src/evaluator/node/evaluator';
import { scriptOf } from '../../../src/evaluator/node/modules';
import type { Cursor } from '../../../src/protocol/panel';
import { passExtent, wholeTape } from '../../../src/recording/queries/extent';
import { nodesOf } from '../../../src/recording/queries/passes';
import type { Recording } from '../../../src/recording/recording';
import { detailOf } from '../../../src/view/detail/detail';
import { find } from '../../../src/view/find/find';
import { related } from '../../../src/view/find/related';
import { lastCursor } from '../../../src/view/values';
import { bundleChild } from '../../evaluator/node/bundle';
import { nodeNamed } from '../../recording/record';
import { launchChromium } from '../../testHost/chromium';
import type { ThemeName } from '../../webview/themes';
import { openViews, show } from './open';
import type { Shown } from './shown';

const OUT = fileURLToPath(new URL('../../out/shots/', import.meta.url));
const LESSONS = fileURLToPath(new URL('../../../media/lessons/', import.meta.url));
const THEMES: ThemeName[] = ['dark', 'light', 'hc-black'];
const WIDTHS = [300, 420];

const evaluator = new NodeEvaluator(await bundleChild(), true);

async function lesson(name: string): Promise<Recording> {
  const entry = scriptOf(path.join(LESSONS, name), await readFile(path.join(LESSONS, name), 'utf8'));
  const limits = { time: 20, memory: 512, nodes: 1_000_000 };
  const run = evaluator.run({ entry, limits, overlay: () => undefined, folders: [], onUpdate: () => undefined });
  await run.done;
  return run.recording;
}

const [neuron, accumulation, training, characters] = await Promise.all(
  ['neuron.ts', 'accumulation.ts', 'training.ts', 'characters.ts'].map(lesson),
);
evaluator.dispose();

function inspected(recording: Recording, node: number, cursor: Cursor = lastCursor(recording)): Shown {
  const extent = cursor.pass < 0 ? wholeTape(recording) : passExtent(recording, cursor.pass);
  return { view: 'inspector', detail: detailOf(recording, extent, node, cursor) };
}

function searched(recording: Recording, text: string, at = -1): Shown {
  const found = find(recording, wholeTape(recording), text, lastCursor(recording));
  return { view: 'find', text, found: { ...found, ids: [...found.ids] }, at };
}

function way(recording: Recording, from: number, to: number): Shown {
  const shown = related(recording, wholeTape(recording), 'path', from, to);
  return { view: 'related', related: { ...shown, ids: [...shown.ids] }, awaiting: null };
}

const weight = nodesOf(training, 12)[5];
const STATES: Record<string, Shown> = {
  op: inspected(neuron, nodeNamed(neuron, 'n')),
  twice: inspected(accumulation, nodeNamed(accumulation, 'a'), { pass: 0, step: 2 }),
  weight: inspected(training, weight, { ...lastCursor(training), pass: 12 }),
  loss: inspected(training, training.passes[19].root),
  tensor: inspected(characters, nodeNamed(characters, 'W1')),
  hidden: inspected(characters, nodesOf(characters, 99).find(node => characters.label(node) === 'h')!),
  found: searched(training, 'op:tanh |grad| > 1', 2),
  named: searched(neuron, 'w or x', 1),
  wrong: searched(neuron, 'label:w loss > 1'),
  nothing: searched(neuron, 'nan'),
  examples: { view: 'find', text: '', found: null, at: -1 },
  way: way(neuron, nodeNamed(neuron, 'w1'), nodeNamed(neuron, 'o')),
  awaiting: { view: 'related', related: null, awaiting: 'w1' },
};

const chosen = process.argv.slice(2);
const browser = await launchChromium();
await mkdir(OUT, { recursive: true });
for (const theme of THEMES) {
  for (const width of WIDTHS) {
    const { page, errors } = await openViews(browser, { theme, width, height: 520 });
    for (const [name, state] of Object.entries(STATES)) {
      if (chosen.length > 0 && !chosen.includes(name)) continue;
      await show(page, state);
      await page.waitForTimeout(60);
      await page.screenshot({ path: `${OUT}view-${name}-${theme}-${width}.png`, fullPage: true });
    }
    for (const error of errors) console.error(theme, width, error);
    await page.context().close();
  }
}
await browser.close();
