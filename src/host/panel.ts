/** A panel: a webview beside the editor, told what to show and asking for more. */
import * as vscode from 'vscode';
import { exhibitShown } from '../exporters/exhibit';
import type { FromPanel, OpStyle, ToPanel } from '../protocol/panel';
import { PanelModel } from '../view/panelModel';
import { COMMANDS } from './commandIds';
import { Disposable } from './dispose';
import { Drawing } from './drawing';
import { pageOf } from './page';
import type { Shown } from './shown';
import { PANEL_TYPE } from './viewTypes';

const OP_STYLE = 'opStyle';

export class Panel extends Disposable {
  readonly model: PanelModel;
  private readonly view: vscode.WebviewPanel;
  private readonly drawing = this.register(new Drawing((request, scale) => this.askToDraw(request, scale)));
  private readonly selected = this.register(new vscode.EventEmitter<number | null>());
  /** A node was chosen in the panel. */
  readonly onDidSelect = this.selected.event;
  private readonly stepped = this.register(new vscode.EventEmitter<number | null>());
  /** The cursor stands after the step of this node now. */
  readonly onDidStep = this.stepped.event;
  private readonly closed = this.register(new vscode.EventEmitter<void>());
  readonly onDidClose = this.closed.event;

  constructor(
    readonly shown: Shown,
    private readonly context: vscode.ExtensionContext,
    private readonly showError: () => void,
    /** A view that VS Code made: of the custom editor, or of a panel that was there before the window was reloaded. */
    restored?: vscode.WebviewPanel,
  ) {
    super();
    this.view = this.register(restored ?? newView(shown.status.title));
    this.view.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview')],
    };
    this.view.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.svg');
    this.model = new PanelModel(message => this.send(message), context.globalState.get<OpStyle>(OP_STYLE, 'badge'));
    this.register(this.view.webview.onDidReceiveMessage((message: FromPanel) => this.receive(message)));
    this.register(shown.onDidChange(() => this.update()));
    this.register(this.view.onDidDispose(() => this.dispose()));
    this.update();
    this.view.webview.html = pageOf(this.view.webview, context.extensionUri, shown.uri);
  }

  reveal(): void {
    this.view.reveal(undefined, true);
  }

  get active(): boolean {
    return this.view.active;
  }

  get column(): vscode.ViewColumn | undefined {
    return this.view.viewColumn;
  }

  get visible(): boolean {
    return this.view.visible;
  }

  /** The picture as a file, drawn by the page: SVG, or PNG at a scale. */
  draw(scale: number | null, token: vscode.CancellationToken): Promise<string | Uint8Array> {
    if (!this.visible) this.reveal();
    return this.drawing.ask(scale, token);
  }

  override dispose(): void {
    if (this.disposed) return;
    this.closed.fire();
    super.dispose();
  }

  private update(): void {
    this.model.setStatus(this.shown.status);
    if (this.shown.recording !== null) this.model.setRecording(this.shown.recording);
  }

  private send(message: ToPanel): void {
    // False means that the page is hidden or gone: it asks for everything when it is up again.
    void this.view.webview.postMessage(message);
  }

  private askToDraw(request: number, scale: number | null): void {
    const { shown } = this.model;
    if (shown === null) throw new Error('there is nothing to export yet. Run Visualize Graph first.');
    const { values } = exhibitShown(shown).picture();
    this.send({ type: 'draw', request, scale, values });
  }

  private receive(message: FromPanel): void {
    switch (message.type) {
      case 'select':
        this.selected.fire(message.node);
        this.model.handle(message);
        break;
      case 'showSource':
        this.selected.fire(message.node);
        break;
      case 'ready':
        this.model.handle(message);
        this.drawing.again();
        break;
      case 'drawn':
      case 'notDrawn':
        this.drawing.answer(message);
        break;
      case 'export':
        void vscode.commands.executeCommand(COMMANDS.export);
        break;
      case 'run':
        this.shown.run().catch((error: Error) => void vscode.window.showErrorMessage(`Tapelens: ${error.message}`));
        break;
      case 'cancel':
        this.shown.cancel();
        break;
      case 'showPartial':
        this.shown.showPartial(message.partial);
        break;
      case 'showError':
        this.showError();
        break;
      case 'opStyle':
        void this.context.globalState.update(OP_STYLE, message.opStyle);
        this.model.handle(message);
        break;
      case 'seek':
        this.model.handle(message);
        this.stepped.fire(this.model.steppedNode);
        break;
      default:
        this.model.handle(message);
    }
  }
}

function newView(title: string): vscode.WebviewPanel {
  const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  return vscode.window.createWebviewPanel(PANEL_TYPE, `Graph: ${title}`, place);
}
