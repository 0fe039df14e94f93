/** The sessions: at most one a document, made when it is first run, gone when the document is closed. */
import * as vscode from 'vscode';
import type { NodeEvaluator } from '../evaluator/node/evaluator';
import { Disposable } from './dispose';
import { Session } from './session';

const LANGUAGES = new Set(['typescript', 'javascript', 'typescriptreact', 'javascriptreact']);

/** Whether a document is one that can be run. */
export const isScript = (document: vscode.TextDocument) => LANGUAGES.has(document.languageId);

/** Documents that can be run, for providers. */
export const SCRIPTS: vscode.DocumentSelector = [...LANGUAGES].map(language => ({ language }));

export class Sessions extends Disposable {
  private readonly byUri = new Map<string, Session>();
  private readonly opened = this.register(new vscode.EventEmitter<Session>());
  readonly onDidOpen = this.opened.event;

  constructor(private readonly evaluator: NodeEvaluator) {
    super();
    this.register(vscode.workspace.onDidCloseTextDocument(document => this.close(document)));
  }

  /** The session of a document; undefined if it was never run. */
  get(document: vscode.TextDocument): Session | undefined {
    const session = this.byUri.get(document.uri.toString());
    // An untitled document may have the name of one that was closed, and open before the other is told to be closed.
    return session?.document === document ? session : undefined;
  }

  /** The session of a document, made if there is none. */
  open(document: vscode.TextDocument): Session {
    const found = this.get(document);
    if (found !== undefined) return found;
    const uri = document.uri.toString();
    this.byUri.get(uri)?.dispose();
    const session = new Session(document, this.evaluator);
    this.byUri.set(uri, session);
    this.opened.fire(session);
    return session;
  }

  all(): Iterable<Session> {
    return this.byUri.values();
  }

  override dispose(): void {
    for (const session of this.byUri.values()) session.dispose();
    super.dispose();
  }

  private close(document: vscode.TextDocument): void {
    const session = this.get(document);
    if (session === undefined) return;
    session.dispose();
    this.byUri.delete(document.uri.toString());
  }
}
