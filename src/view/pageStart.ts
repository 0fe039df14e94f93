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
