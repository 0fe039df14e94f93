import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { exhibitOf } from '../../src/exporters/exhibit';
import { mermaid, renderMermaid } from '../../src/exporters/mermaid';
import { record } from '../recording/record';
import { neuron } from '../recording/scripts';
import { launchChromium } from '../testHost/chromium';
import { Sample, SERIAL } from '../webview/samples';
import { allCopies, closedStack, numbers, openCopy, openGroup } from './graphs';
import { perceptron } from './perceptron';

describe('Mermaid', function () {
  this.timeout(60_000);
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await launchChromium();
    page = await browser.newPage();
    await page.setContent('<p></p>');
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('@mermaid-js/tiny/dist/mermaid.tiny.js') });
    await page.evaluate('mermaid.initialize({ startOnLoad: false })');
  });
  after(() => browser?.close());

  /** The texts that Mermaid itself draws. */
  async function drawn(text: string): Promise<string> {
    const draw = `mermaid.render('g', ${JSON.stringify(text)}).then(({ svg }) => (document.body.innerHTML = svg))`;
    await page.evaluate(draw);
    return page.locator('body').innerText();
  }

  it('is drawn with every value, op and number', async () => {
    const texts = await drawn(mermaid(exhibitOf(record(neuron))));
    for (const text of ['o', 'data 0.7071', 'grad -1.5', 'tanh', 'w1']) assert.ok(texts.includes(text), texts);
  });

  it('is drawn with groups, stacks and references', async () => {
    assert.ok((await drawn(renderMermaid(openGroup, numbers))).includes('f(x) "twice"'));
    assert.ok((await drawn(renderMermaid(closedStack, numbers))).includes('×2'));
    assert.ok((await drawn(renderMermaid(openCopy, numbers))).includes('row (2 of 2)'));
    assert.ok((await drawn(renderMermaid(allCopies, numbers))).includes('w'));
  });

  it('keeps the order of operands', () => {
    const text = renderMermaid(openGroup, numbers);
    assert.ok(text.indexOf('v11 --> o12') < text.indexOf('v10 --> o12'));
  });

  it('draws what a user wrote as it is', async () => {
    const tape = new Sample();
    const label = '"end" <b>[x] #35; `y` **z**';
    tape.leaf(1, label);
    assert.ok((await drawn(renderMermaid(tape.graph('k', SERIAL), null))).includes(label));
  });

  it('is refused for a graph that no viewer would draw, with what to do', () => {
    assert.throws(() => mermaid(exhibitOf(record(perceptron), true)), /more than 200 boxes.*close some groups/);
  });
});
