/** Lights in the editor what is chosen or stepped in the panel, and in the panel what the editor's cursor stands on. */
import * as vscode from 'vscode';
import { Disposable } from './dispose';
import type { Panel } from './panel';
import { fileIndex, offsetThen, rangeOfSite } from './places';
import type { Session } from './session';

export class Lighting extends Disposable {
  private readonly chosen = this.register(decoration('editor.findMatchHighlightBackground'));
  private readonly stepped = this.register(decoration('editor.findMatchBackground'));

  constructor(
    private readonly session: Session,
    private readonly panel: Panel,
  ) {
    super();
    this.register(panel.onDidSelect(node => this.show(this.chosen, node)));
    this.register(panel.onDidStep(node => this.show(this.stepped, node)));
    this.register(vscode.window.onDidChangeTextEditorSelection(event => this.follow(event.textEditor)));
    this.register(session.onDidChangeText(() => this.clear()));
  }

  /** Tells the panel which nodes the cursor of an editor stands on. */
  private follow(editor: vscode.TextEditor): void {
    const { recording } = this.session;
    if (editor.document !== this.session.document || recording === null) return;
    const offset = offsetThen(this.session, recording, editor.selection.active);
    const file = fileIndex(this.session, recording);
    this.panel.model.setPlace(offset === undefined || file < 0 ? null : { file, offset });
  }

  private show(kind: vscode.TextEditorDecorationType, node: number | null): void {
    this.light(kind, node).catch((error: Error) => {
      void vscode.window.showErrorMessage(`Tapelens: the source cannot be shown: ${error.message}`);
    });
  }

  private async light(kind: vscode.TextEditorDecorationType, node: number | null): Promise<void> {
    this.clear();
    const { recording } = this.session;
    const site = node === null ? undefined : recording?.siteOf(node);
    if (recording === null || site === undefined) return;
    const place = await rangeOfSite(this.session, recording, site);
    if (place === undefined) return;
    const editor = await editorOf(place.document);
    editor.setDecorations(kind, [place.range]);
    editor.revealRange(place.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  private clear(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      editor.setDecorations(this.chosen, []);
      editor.setDecorations(this.stepped, []);
    }
  }
}

/** An editor that shows the document; opened beside the panel, which keeps the focus. */
async function editorOf(document: vscode.TextDocument): Promise<vscode.TextEditor> {
  const visible = vscode.window.visibleTextEditors.find(editor => editor.document === document);
  return (
    visible ?? vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preserveFocus: true })
  );
}

function decoration(background: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor(background),
    // High contrast themes have no background colour for it.
    outline: '1px solid',
    outlineColor: new vscode.ThemeColor('focusBorder'),
    borderRadius: '2px',
    overviewRulerColor: new vscode.ThemeColor('focusBorder'),
    overviewRulerLane: vscode.OverviewRulerLane.Center,
  });
}
