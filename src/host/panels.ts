/** The panels: at most one for each thing to show, with the light between it and the editor. */
import type * as vscode from 'vscode';
import { Disposable } from './dispose';
import { Lighting } from './lighting';
import { Panel } from './panel';
import type { Shown } from './shown';

export class Panels extends Disposable {
  private readonly byShown = new Map<Shown, Panel>();

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly showError: (shown: Shown) => void,
  ) {
    super();
  }

  get(shown: Shown): Panel | undefined {
    return this.byShown.get(shown);
  }

  /** What is shown in the panel in front: the one with the focus, else one that can be seen. */
  inFront(): Shown | undefined {
    const panels = [...this.byShown];
    const found = panels.find(([, panel]) => panel.active) ?? panels.find(([, panel]) => panel.visible);
    return found?.[0];
  }

  /** The panel with the focus; undefined if something else has it. */
  active(): Panel | undefined {
    return [...this.byShown.values()].find(panel => panel.active);
  }

  /** Shows the shown's panel, made if there is none. */
  show(shown: Shown): Panel {
    const open = this.byShown.get(shown);
    if (open !== undefined) {
      open.reveal();
      return open;
    }
    return this.open(shown);
  }

  /** Makes a panel again that was open when the window was reloaded. */
  restore(shown: Shown, view: vscode.WebviewPanel): void {
    this.open(shown, view);
  }

  private open(shown: Shown, restored?: vscode.WebviewPanel): Panel {
    const panel = new Panel(shown, this.context, () => this.showError(shown), restored);
    const lighting = new Lighting(shown, panel);
    this.byShown.set(shown, panel);
    const end = shown.onDidClose(() => panel.dispose());
    panel.onDidClose(() => {
      end.dispose();
      lighting.dispose();
      this.byShown.delete(shown);
    });
    return panel;
  }

  override dispose(): void {
    for (const panel of [...this.byShown.values()]) panel.dispose();
    super.dispose();
  }
}
