/** How an exported page begins, from the file that it is in. */
import type { Cursor, ToPanel } from '../protocol/panel';
import type { Recording } from '../recording/recording';
import { Folding, type SavedFolding } from './folding';
import { PanelModel } from './panelModel';
import { statusOfFile } from './status';

export interface PageStart {
  folding: SavedFolding;
  cursor: Cursor;
}

/** A step behind all others: the cursor shows what a pass resulted in, and no step. A number that JSON has. */
export const LAST_STEP = Number.MAX_SAFE_INTEGER;

/** What answers a page, and a way to send it the beginning. */
export function pageModel(recording: Recording, title: string, start: PageStart, send: (message: ToPanel) => void) {
  const model = new PanelModel(send, 'badge', Folding.of(start.folding));
  const begin = () => {
    model.setStatus(statusOfFile(title, recording));
    model.setRecording(recording);
    model.handle({ type: 'seek', cursor: start.cursor });
  };
  return { model, begin };
}
