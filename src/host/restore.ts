/** Brings panels back after a reload of the window: the recording is gone with the window, so the script runs again. */
import * as vscode from 'vscode';
import type { Panels } from './panels';
import type { Sessions } from './sessions';

export class PanelRestorer implements vscode.WebviewPanelSerializer {
  constructor(
    private readonly sessions: Sessions,
    private readonly panels: Panels,
  ) {}

  async deserializeWebviewPanel(view: vscode.WebviewPanel, state: unknown): Promise<void> {
    const document = await documentOf(state);
    if (document === undefined) {
      view.dispose();
      return;
    }
    const session = this.sessions.open(document);
    this.panels.restore(session, view);
    if (vscode.workspace.isTrusted) await session.run();
  }
}

/** The document that a panel's page remembers; undefined if it is no more. */
async function documentOf(state: unknown): Promise<vscode.TextDocument | undefined> {
  const { document } = (state ?? {}) as { document?: unknown };
  if (typeof document !== 'string') return undefined;
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(document, true));
  } catch {
    // Deleted or renamed while the window was away: nothing is left to show.
    return undefined;
  }
}
