/** The panel's two sides to the world, as interfaces: an editor's webview has them, and so can a page of its own. */

import type { FromPanel, ToPanel } from '../src/protocol/panel';

/** Typed messages, in order. */
export interface Channel {
  post(message: FromPanel): void;
  onMessage(listener: (message: ToPanel) => void): void;
}

/** What a reload must not lose of the view alone; everything else is sent again on `ready`. */
export interface Memory {
  get(): unknown;
  set(value: unknown): void;
}

export interface PanelOptions {
  /** The text of elkjs's worker script. */
  workerSource(): Promise<string>;
  memory: Memory;
}
