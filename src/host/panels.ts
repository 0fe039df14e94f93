/** The panels: at most one a session, with the light between it and the editor. */
import type * as vscode from 'vscode';
import { Disposable } from './dispose';
import { Lighting } from './lighting';
import { Panel } from './panel';
import type { Session } from './session';

export class Panels extends Disposable {
  private readonly bySession = new Map<Session, Panel>();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly showError: (session: Session) => void,
  ) {
    super();
  }

  get(session: Session): Panel | undefined {
    return this.bySession.get(session);
  }

  /** The session whose panel is in front, when no editor is. */
  visible(): Session | undefined {
    for (const [session, panel] of this.bySession) if (panel.visible) return session;
    return undefined;
  }

  /** Shows the session's panel, made if there is none. */
  show(session: Session): Panel {
    const open = this.bySession.get(session);
    if (open !== undefined) {
      open.reveal();
      return open;
    }
    return this.open(session);
  }

  /** Makes a panel again that was open when the window was reloaded. */
  restore(session: Session, view: vscode.WebviewPanel): void {
    this.open(session, view);
  }

  private open(session: Session, restored?: vscode.WebviewPanel): Panel {
    const panel = new Panel(session, this.context, () => this.showError(session), restored);
    const lighting = new Lighting(session, panel);
    this.bySession.set(session, panel);
    const end = session.onDidClose(() => panel.dispose());
    panel.onDidClose(() => {
      end.dispose();
      lighting.dispose();
      this.bySession.delete(session);
    });
    return panel;
  }

  override dispose(): void {
    for (const panel of [...this.bySession.values()]) panel.dispose();
    super.dispose();
  }
}
