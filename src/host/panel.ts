/** The panel of one session: a webview beside the editor, told what to show and asking for more. */
import * as vscode from 'vscode';
import type { FromPanel, OpStyle, ToPanel } from '../protocol/panel';
import { PanelModel } from '../view/panelModel';
import { Disposable } from './dispose';
import { pageOf } from './page';
import type { Session } from './session';

/** Type of the panel's webview. */
export const PANEL_TYPE = 'tapelens.graph';
const OP_STYLE = 'opStyle';

export class Panel extends Disposable {
  readonly model: PanelModel;
  private readonly view: vscode.WebviewPanel;
  private readonly selected = this.register(new vscode.EventEmitter<number | null>());
  /** A node was chosen in the panel. */
  readonly onDidSelect = this.selected.event;
  private readonly stepped = this.register(new vscode.EventEmitter<number | null>());
  /** The cursor stands after the step of this node now. */
  readonly onDidStep = this.stepped.event;
  private readonly closed = this.register(new vscode.EventEmitter<void>());
  readonly onDidClose = this.closed.event;

  constructor(
    private readonly session: Session,
    private readonly context: vscode.ExtensionContext,
    private readonly showError: () => void,
    /** What VS Code kept of a panel over a reload of the window. */
    restored?: vscode.WebviewPanel,
  ) {
    super();
    this.view = this.register(restored ?? newView(session.status.title));
    this.view.webview.options = {
      enableScripts: true,
      localResourceRoots: [
        vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview'),
        vscode.Uri.joinPath(context.extensionUri, 'media'),
      ],
    };
    this.view.iconPath = vscode.Uri.joinPath(context.extensionUri, 'media', 'icon.svg');
    this.model = new PanelModel(message => this.send(message), context.globalState.get<OpStyle>(OP_STYLE, 'badge'));
    this.register(this.view.webview.onDidReceiveMessage((message: FromPanel) => this.receive(message)));
    this.register(session.onDidChange(() => this.update()));
    this.register(this.view.onDidDispose(() => this.dispose()));
    this.update();
    this.view.webview.html = pageOf(this.view.webview, context.extensionUri, session.document.uri);
  }

  reveal(): void {
    this.view.reveal(undefined, true);
  }

  get visible(): boolean {
    return this.view.visible;
  }

  override dispose(): void {
    if (this.disposed) return;
    this.closed.fire();
    super.dispose();
  }

  private update(): void {
    this.model.setStatus(this.session.status);
    if (this.session.recording !== null) this.model.setRecording(this.session.recording);
  }

  private send(message: ToPanel): void {
    // False means that the page is hidden or gone: it asks for everything when it is up again.
    void this.view.webview.postMessage(message);
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
      case 'run':
        this.session.run().catch((error: Error) => void vscode.window.showErrorMessage(`Tapelens: ${error.message}`));
        break;
      case 'cancel':
        this.session.cancel();
        break;
      case 'showPartial':
        this.session.showPartial(message.partial);
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
