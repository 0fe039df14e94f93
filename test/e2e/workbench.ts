/** What a person does in VS Code's window, and sees there. */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { type Decoration, decorationsOfLine, textOfLine, wordAt } from './editorLine';
import { SELECTORS } from './selectors';
import { until } from './until';

export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /**
   * Runs the command whose row in the palette starts with the label. The palette lists what can be run at the moment
   * it opens, so that it is opened again until the command is there.
   */
  async command(label: string): Promise<void> {
    const row = this.page.locator(`${SELECTORS.quickRow}[aria-label^="${label}"]`).first();
    await until(`the palette offers ${label}`, async () => {
      await this.#quickInput('F1', `>${label}`);
      await row.click({ timeout: 2000 });
      return true;
    });
    await row.waitFor({ state: 'hidden' });
  }

  /** Labels that the palette offers for the text. */
  async commandsFor(text: string): Promise<string[]> {
    await this.#quickInput('F1', `>${text}`);
    const rows = this.page.locator(SELECTORS.quickRow);
    await rows.first().waitFor();
    const labels = await rows.evaluateAll(elements => elements.map(each => each.getAttribute('aria-label') ?? ''));
    await this.page.keyboard.press('Escape');
    return labels;
  }

  async openFile(name: string): Promise<void> {
    await this.#quickInput('Control+P', name);
    await this.page.locator(SELECTORS.quickRow, { hasText: name }).first().click();
    await this.tab(name).waitFor();
    await this.page.locator(`${SELECTORS.editor} ${SELECTORS.line}`).first().waitFor();
  }

  /** Opens an untitled editor in the language, such as `TypeScript`. */
  async newFile(language: string): Promise<void> {
    await this.command('File: New Untitled Text File');
    await this.command('Change Language Mode');
    await this.page.locator(SELECTORS.quickInput).fill(language);
    await this.page.locator(`${SELECTORS.quickRow}[aria-label^="${language},"]`).first().click();
    await this.page.locator(SELECTORS.statusItem, { hasText: language }).first().waitFor();
  }

  /** The tab in front, with this name. */
  tab(name: string): Locator {
    return this.page.locator(SELECTORS.activeTab, { hasText: name }).first();
  }

  /** Shows or hides the explorer's side of the window. */
  async showSideBar(shown: boolean): Promise<void> {
    const bar = this.page.locator(SELECTORS.sideBar);
    if ((await bar.isVisible()) !== shown) await this.command('View: Toggle Primary Side Bar Visibility');
    await bar.waitFor({ state: shown ? 'visible' : 'hidden' });
  }

  /** Puts the text in place of all that the editor holds. */
  async replaceText(text: string): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+A');
    if (text) await this.page.keyboard.insertText(text);
    else await this.page.keyboard.press('Delete');
  }

  /** Types at the cursor, key by key. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async save(): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+S');
  }

  async focusEditor(): Promise<void> {
    await this.#leaveWebview();
    await this.page.keyboard.press('Control+1');
  }

  /** Puts the cursor on the first such word of the line, which counts from 1 and must be in view. */
  async clickWord(line: number, word: string): Promise<void> {
    const { x, y } = await wordAt(this.page, line, word);
    await this.page.mouse.click(x, y);
  }

  /** Rests the mouse on the word until a hover with the text shows; language services need their time, so it comes again. */
  async hover(line: number, word: string, text: string | RegExp): Promise<Locator> {
    const hover = this.page.locator(SELECTORS.hover, { hasText: text }).first();
    await until(`the hover on "${word}" says ${text}`, async () => {
      await this.page.keyboard.press('Escape');
      const { x, y } = await wordAt(this.page, line, word);
      await this.page.mouse.move(3, 3);
      await this.page.mouse.move(x - 1, y);
      await this.page.mouse.move(x, y);
      await hover.waitFor({ timeout: 2000 });
      return true;
    });
    return hover;
  }

  /** Text of a line in view, with what hints add to it. */
  lineText(line: number): Promise<string> {
    return textOfLine(this.page, line);
  }

  /** The decorations on a line in view. */
  decorations(line: number): Promise<Decoration[]> {
    return decorationsOfLine(this.page, line);
  }

  codeLens(text: string | RegExp): Locator {
    return this.page.locator(SELECTORS.codeLens, { hasText: text }).first();
  }

  /** A button at the right of the editor's tabs. */
  editorAction(label: string): Locator {
    return this.page.locator(`${SELECTORS.editorAction}[aria-label^="${label}"]`).first();
  }

  /** Picks an entry of the menu that a right click on the word opens. */
  async contextMenu(line: number, word: string, entry: string): Promise<void> {
    const { x, y } = await wordAt(this.page, line, word);
    await this.page.mouse.click(x, y, { button: 'right' });
    await this.page.locator(SELECTORS.menuItem, { hasText: entry }).first().click();
  }

  /** The content of the webview that shows. */
  webview(): FrameLocator {
    return this.page.locator(SELECTORS.webview).contentFrame().locator(SELECTORS.webviewContent).contentFrame();
  }

  /** Presses a key while the webview that shows has the focus. */
  async pressInWebview(key: string): Promise<void> {
    // Not a click, which would choose what is under the mouse.
    await this.webview()
      .locator('body')
      .evaluate(() => window.focus());
    await this.page.keyboard.press(key);
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator(SELECTORS.notification, { hasText: text }).first();
  }

  statusItem(text: string | RegExp): Locator {
    return this.page.locator(SELECTORS.statusItem, { hasText: text }).first();
  }

  /** Rows of the Problems view, which it opens. */
  async problems(): Promise<string[]> {
    const rows = this.page.locator(SELECTORS.problem);
    if (!(await rows.count())) await this.command('Problems: Focus on Problems View');
    return (await rows.allInnerTexts()).map(text => text.replace(/\s+/g, ' ').trim());
  }

  /**
   * Opens the quick input and fills it. A webview that comes up takes the focus, which closes the input, and keys
   * pressed while it has the focus may not reach the workbench: so it tries until the text is in.
   */
  async #quickInput(key: string, text: string): Promise<void> {
    const box = this.page.locator(SELECTORS.quickInput);
    await until(`${key} opens the quick input`, async () => {
      await this.#leaveWebview();
      await this.page.keyboard.press('Escape');
      await this.page.keyboard.press(key);
      await box.waitFor({ timeout: 1500 });
      await box.fill(text, { timeout: 1500 });
      return true;
    });
  }

  async #leaveWebview(): Promise<void> {
    await this.page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement instanceof HTMLIFrameElement) activeElement.blur();
    });
  }
}
