import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../files';
import { SELECTORS } from './selectors';
import { Session } from './session';
import { until } from './until';

const NEURON = fs.readFileSync(path.join(ROOT, 'media/lessons/neuron.ts'), 'utf8');

describe('A recording in a browser', () => {
  let session: Session;

  before(async () => {
    session = await Session.start({ files: { 'neuron.ts': NEURON } });
  });
  after(() => session?.close());

  const panel = () => session.workbench.webview();
  const chooseRow = (label: string) =>
    session.page.locator(`${SELECTORS.quickRow}[aria-label^="${label}"]`).first().click();

  it('is exported by the panel’s button', async () => {
    await session.workbench.openFile('neuron.ts');
    await session.workbench.command('Tapelens: Visualize Graph');
    await panel().locator('.icon-button.export:enabled').click();
    await chooseRow('Recording');
    // The save dialog proposes the script's name, beside it.
    await until('the dialog proposes a name', async () =>
      (await session.page.locator(SELECTORS.quickInput).inputValue()).endsWith('neuron.tapelens'),
    );
    await session.page.keyboard.press('Enter');
    await until('the file is there', async () => fs.existsSync(path.join(session.folder, 'neuron.tapelens')));
  });

  it('opens in an editor of its own, where everything works but to run', async () => {
    await session.workbench.command('View: Close All Editors');
    await session.page.locator(SELECTORS.explorerRow, { hasText: 'neuron.tapelens' }).dblclick();
    await panel().locator('[aria-label^="o,"]').first().waitFor();
    assert.equal(await panel().locator('.icon-button.run').count(), 0);
    await session.workbench.pressInWebview('Home');
    await session.workbench.pressInWebview('ArrowRight');
    await panel().getByText('o has the gradient 1 and passes it on').first().waitFor({ state: 'attached' });
    await session.shot('recording');
  });

  it('shows the source of a step, in the workspace’s file', async () => {
    await session.workbench.tab('neuron.ts').waitFor();
    await session.page.locator(SELECTORS.decoration).first().waitFor();
  });
});
