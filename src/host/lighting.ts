/** Lights in the editor what is chosen or stepped in the panel, and in the panel what the editor's cursor stands on. */
import * as vscode from 'vscode';
import { Disposable } from './dispose';
import type { Panel } from './panel';
import type { Shown } from './shown';

export class Lighting extends Disposable {
  private readonly chosen = this.register(decoration('editor.findMatchHighlightBackground'));
  private readonly stepped = this.register(decoration('editor.findMatchBackground'));

  constructor(
    private readonly shown: Shown,
    private readonly panel: Panel,
  ) {
    super();
    this.register(panel.onDidSelect(node => this.show(this.chosen, node)));
    this.register(panel.onDidStep(node => this.show(this.stepped, node)));
    this.register(vscode.window.onDidChangeTextEditorSelection(event => this.follow(event.textEditor)));
    this.register(shown.onDidChangeText(() => this.clear()));
  }

  /** Tells the panel which nodes the cursor of an editor stands on; an editor of another document changes nothing. */
  private follow(editor: vscode.TextEditor): void {
    if (!this.shown.isRecorded(editor.document)) return;
    this.panel.model.setPlace(this.shown.placeAt(editor.document, editor.selection.active));
  }

  private show(kind: vscode.TextEditorDecorationType, node: number | null): void {
    this.light(kind, node).catch((error: Error) => {
      void vscode.window.showErrorMessage(`Tapelens: the source cannot be shown: ${error.message}`);
    });
  }

  private async light(kind: vscode.TextEditorDecorationType, node: number | null): Promise<void> {
    this.clear();
    const site = node === null ? undefined : this.shown.recording?.siteOf(node);
    if (site === undefined) return;
    const place = await this.shown.rangeOf(site);
    if (place === undefined) return;
    const editor = await editorOf(place.document, this.panel.column);
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
async function editorOf(
  document: vscode.TextDocument,
  panel: vscode.ViewColumn | undefined,
): Promise<vscode.TextEditor> {
  const viewColumn = panel === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
  const visible = vscode.window.visibleTextEditors.find(editor => editor.document === document);
  return visible ?? vscode.window.showTextDocument(document, { viewColumn, preserveFocus: true });
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
