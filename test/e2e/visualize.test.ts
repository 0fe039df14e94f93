import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { ROOT } from '../files';
import { NARROW, Session, THEMES, WIDE } from './session';
import { until } from './until';

const lesson = (name: string) => fs.readFileSync(path.join(ROOT, 'media/lessons', name), 'utf8');

/** What the panel says of the node with a label: `o, tanh, data 0.7071, grad 1, final`. */
async function node(panel: FrameLocator, label: string): Promise<string> {
  const found = panel.locator(`[data-node][aria-label^="${label},"]`).first();
  return (await found.getAttribute('aria-label')) ?? '';
}

/** Waits until the panel shows data and grad at a node. */
async function shows(panel: FrameLocator, label: string, data: string, grad: string): Promise<void> {
  await until(`${label} shows ${data} and ${grad}`, async () => {
    const text = await node(panel, label);
    return text.includes(`data ${data},`) && text.includes(grad);
  });
}

/** Names the file to which the picture in the README is written anew. */
const README_PICTURE = 'TAPELENS_README_PICTURE';

describe('Visualize Graph in a browser', () => {
  let session: Session;

  before(async () => {
    session = await Session.start({
      files: {
        'training.ts': lesson('training.ts'),
        'accumulation.ts': lesson('accumulation.ts'),
        'expression.ts': lesson('expression.ts'),
      },
      settings: { 'tapelens.limits.time': 1 },
    });
  });
  after(() => session?.close());

  const panel = () => session.workbench.webview();
  const visualize = () => session.workbench.command('Tapelens: Visualize Graph');
  const closeAll = () => session.workbench.command('View: Close All Editors');
  const errorText = () => panel().locator('.error .message').innerText();
  const staleText = () => panel().locator('.chip.stale').innerText();

  it('shows the neuron that was typed into an editor', async () => {
    await session.workbench.newFile('TypeScript');
    await session.workbench.replaceText(lesson('neuron.ts'));
    await visualize();
    await shows(panel(), 'o', '0.7071', 'grad 1,');
    await shows(panel(), 'n', '0.8814', 'grad 0.5,');
    await shows(panel(), 'w1', '-3', 'grad 1,');
    await shows(panel(), 'x1', '2', 'grad -1.5,');
    await shows(panel(), 'w2', '1', 'grad 0,');
    await shows(panel(), 'x2', '0', 'grad 0.5,');
  });

  for (const theme of THEMES) {
    it(`is a picture in the theme ${theme}, wide and narrow`, async () => {
      await session.showTheme(theme);
      for (const size of [WIDE, NARROW]) {
        await session.resize(size);
        await session.workbench.showSideBar(size === WIDE);
        await session.workbench.pressInWebview('f');
        await session.shot(`neuron-${theme.toLowerCase().replaceAll(' ', '-')}-${size.width}`);
      }
    });
  }

  it('steps the backward pass by keys, forth and back', async () => {
    await session.resize(WIDE);
    await session.showTheme(THEMES[0]);
    await session.workbench.pressInWebview('Home');
    await shows(panel(), 'o', '0.7071', 'grad 1,');
    await until('n is not reached', async () => /not computed|not yet/.test(await node(panel(), 'n')));
    await session.workbench.pressInWebview('ArrowRight');
    await shows(panel(), 'n', '0.8814', 'grad 0.5');
    assert.match(await panel().locator('.step-card').innerText(), /n gets/);
    await session.workbench.pressInWebview('ArrowRight');
    await shows(panel(), 'b', '6.8814', 'grad 0.5');
    await session.workbench.showSideBar(false);
    await session.workbench.pressInWebview('f');
    await session.shot('step');
    if (process.env[README_PICTURE]) await session.page.screenshot({ path: process.env[README_PICTURE] });
    await session.workbench.pressInWebview('ArrowLeft');
    await until('b is not reached again', async () => /not computed|not yet/.test(await node(panel(), 'b')));
    await session.workbench.pressInWebview('End');
    await shows(panel(), 'w1', '-3', 'grad 1,');
  });

  it('lights the source of the step in the editor', async () => {
    await session.workbench.pressInWebview('Home');
    await session.workbench.pressInWebview('ArrowRight');
    // line 20 is `const o = n.tanh();`
    await until('the line is lit', async () => (await session.workbench.decorations(20)).length > 0);
  });

  it('goes from a node to its source and from the source to its nodes', async () => {
    await panel().locator('[data-node][aria-label^="x1w1,"]').first().click();
    await until('the line of x1w1 is lit', async () => (await session.workbench.decorations(16)).length > 0);
    await session.workbench.clickWord(19, 'x1w1x2w2');
    await until(
      'the sum is lit',
      async () => (await panel().locator('[data-node].lit, [data-node].is-lit').count()) > 0,
    );
    await session.shot('lit');
  });

  it('hovers a variable', async () => {
    await session.workbench.pressInWebview('End');
    await shows(panel(), 'x1w1x2w2', '-6', 'grad 0.5');
    const hover = await session.workbench.hover(19, 'x1w1x2w2', 'Tapelens');
    const text = await hover.innerText();
    for (const part of ['-6', '0.5 (final)', 'addition', 'x1w1 = -6']) assert.ok(text.includes(part), text);
    await session.shot('hover');
  });

  it('keeps the last good picture, marked stale, when the script goes wrong', async () => {
    const neuron = lesson('neuron.ts');
    const broken = [
      ['a syntax error', `${neuron}const = 1;\n`, /Unexpected/i],
      ['a runtime error', `${neuron}null.x;\n`, /TypeError/],
      ['an endless loop', `${neuron}while (true) {}\n`, /without anything new/],
    ] as const;
    for (const [what, text, says] of broken) {
      await session.workbench.replaceText(text);
      await visualize();
      await until(`${what} is told`, async () => says.test(await errorText()));
      assert.match(await staleText(), /Stale/);
      await shows(panel(), 'o', '0.7071', 'grad');
    }
    await session.shot('failed');
  });

  it('says what is missing in an empty file, and in one without a Value, and keeps the picture', async () => {
    for (const text of ['', 'const a = 1;\n']) {
      await session.workbench.replaceText(text);
      await visualize();
      await until('it is told', async () => /no values/.test(await staleText()));
      await shows(panel(), 'o', '0.7071', 'grad');
    }
    await closeAll();
  });

  it('shows what a script made before it failed, if there is no better picture', async () => {
    await session.workbench.newFile('TypeScript');
    await session.workbench.replaceText(
      "import { Value } from 'tapelens';\nconst a = new Value(2);\nconst b = a * 3;\nfor (;;) {}\n",
    );
    await visualize();
    await shows(panel(), 'b', '6', 'not');
    await until('the loop is told', async () => /without anything new/.test(await errorText()));
    assert.match(await panel().locator('.error').innerText(), /:4:1/);
    await session.shot('partial');
    await closeAll();
  });

  it('draws 20 points of loss for a training, each of which shows its graph', async () => {
    await session.workbench.openFile('training.ts');
    await visualize();
    const chart = panel().locator('.chart');
    await chart.waitFor();
    await until('20 points', async () => (await panel().locator('.chart .point').count()) === 20);
    await until('the graph is drawn by its samples', async () => (await panel().locator('[data-fold]').count()) > 7);
    await session.shot('training');
    const seen = new Set<string>();
    for (let pass = 0; pass < 20; pass++) {
      await panel().locator('.chart .point').nth(pass).click({ force: true });
      await until(`pass ${pass + 1}`, async () =>
        (await panel().locator('.segments').innerText()).includes(`Pass ${pass + 1} of 20`),
      );
      const readout = await panel().locator('.readout').innerText();
      seen.add(readout);
      const loss = readout.split(': ')[1];
      await until(`the root of pass ${pass + 1} is ${loss}`, async () =>
        (await node(panel(), 'loss')).includes(`data ${loss},`),
      );
    }
    assert.equal(seen.size, 20);
    await closeAll();
  });

  it('shows a value that is used twice with the sum of both gradients', async () => {
    await session.workbench.openFile('accumulation.ts');
    await visualize();
    await shows(panel(), 'a', '-2', 'grad -3,');
    await shows(panel(), 'b', '3', 'grad -8,');
    await closeAll();
  });

  it('brings the panel back after a reload of the window', async () => {
    await session.workbench.openFile('accumulation.ts');
    await visualize();
    await shows(panel(), 'a', '-2', 'grad -3,');
    // As a person does it: the window puts its state away before it goes.
    await session.workbench.command('Developer: Reload Window');
    await session.page.locator('.monaco-workbench').waitFor();
    await shows(panel(), 'a', '-2', 'grad -3,');
    await closeAll();
  });

  it('shows the grads of the small expression', async () => {
    await session.workbench.openFile('expression.ts');
    await visualize();
    for (const [label, grad] of Object.entries({ L: 1, d: -2, f: 4, e: -2, c: -2, a: 6, b: -4 })) {
      await until(`${label} has the grad ${grad}`, async () => (await node(panel(), label)).includes(`grad ${grad},`));
    }
    await closeAll();
  });

  it('folds a million nodes to an overview, and opens all of them', async () => {
    await session.workbench.newFile('TypeScript');
    await session.workbench.replaceText(
      "import { Value } from 'tapelens';\nlet x = new Value(1);\nfor (let i = 0; i < 1_000_000; i++) x = -x;\nx.backward();\n",
    );
    await visualize();
    await panel().locator('.chip', { hasText: '1,000,001 values' }).waitFor();
    await until('the loop is a stack', async () => (await panel().locator('.fold.repeat').count()) > 0);
    await session.shot('million');
    await panel().locator('.chip').getByRole('button', { name: 'Open everything' }).click();
    await panel().locator('canvas.far:not([hidden])').waitFor();
    await session.shot('million-open');
    await closeAll();
  });
});
