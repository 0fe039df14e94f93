/** The panel under test with the host that page.ts puts on its page: what it was sent, and what it shows. */

import type { Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../../src/protocol/panel';
import type { PanelPage } from './open';
import { panelSuite } from './suite';

/** Names that page.ts puts on the page. */
export interface HostPage {
  posted: FromPanel[];
  send(message: ToPanel): void;
  contrasts(): { role: string; ratio: number }[];
}

export class HostedPanel {
  private opened: Page | null = null;
  private readonly openPage: ReturnType<typeof panelSuite>;

  /** To be made in a `describe`. */
  constructor(defaults: Partial<PanelPage> = {}) {
    this.openPage = panelSuite(defaults);
  }

  get page(): Page {
    if (!this.opened) throw new Error('Nothing is open');
    return this.opened;
  }

  async open(scenario: string, options?: Partial<PanelPage>): Promise<void> {
    this.opened = await this.openPage(scenario, options);
  }

  /** With all of the picture in view, as a wide panel has it. */
  async openWhole(scenario: string, options?: Partial<PanelPage>): Promise<void> {
    await this.open(scenario, options);
    await this.page.keyboard.press('f');
    await this.page.waitForTimeout(150);
  }

  /** What the panel told its host, of one type. */
  posted<T extends FromPanel['type']>(type: T): Promise<Extract<FromPanel, { type: T }>[]> {
    return this.page.evaluate(
      kind => (window as unknown as HostPage).posted.filter(message => message.type === kind),
      type,
    ) as Promise<Extract<FromPanel, { type: T }>[]>;
  }

  send(message: ToPanel): Promise<void> {
    return this.page.evaluate(sent => (window as unknown as HostPage).send(sent), message);
  }

  /** The position runs ahead of the numbers: waits for both. */
  async position(text: string): Promise<void> {
    await this.page.locator('.position', { hasText: text }).waitFor();
    await this.page.waitForTimeout(60);
  }

  /** What has the keyboard, by its name. */
  focused(): Promise<string | undefined> {
    return this.page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName,
    );
  }

  /** The view's transform, as the style sheet has it. */
  zoom(): Promise<string> {
    return this.page.locator('.scene').evaluate(scene => (scene as SVGElement).style.transform);
  }
}
