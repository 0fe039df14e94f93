/** Errors of runs, as problems at their lines. */
import * as vscode from 'vscode';
import type { RunError } from '../recording/schema';
import { Disposable } from './dispose';
import type { Session } from './session';

export class Errors extends Disposable {
  private readonly problems = this.register(vscode.languages.createDiagnosticCollection('tapelens'));
  /** Where the problem of each session is: it need not be in the session's own document. */
  private readonly shown = new Map<Session, vscode.Uri>();

  /** Shows what a session's last run ran into, and nothing of what earlier ones did. */
  update(session: Session): void {
    this.clear(session);
    const { error } = session;
    if (error === null || error.kind === 'cancelled') return;
    const problem = new vscode.Diagnostic(rangeOf(session, error), textOf(error), vscode.DiagnosticSeverity.Error);
    problem.source = 'tapelens';
    problem.code = error.kind;
    const uri = uriOf(session, error);
    this.problems.set(uri, [problem]);
    this.shown.set(session, uri);
  }

  /** Takes away the problem of a session that is run again or closed. */
  clear(session: Session): void {
    const uri = this.shown.get(session);
    if (uri !== undefined) this.problems.delete(uri);
    this.shown.delete(session);
  }

  /** Opens the place of a session's error. */
  async show(session: Session): Promise<void> {
    const { error } = session;
    if (error === null) return;
    const { start } = rangeOf(session, error);
    const selection = new vscode.Range(start, start);
    await vscode.window.showTextDocument(uriOf(session, error), { selection, viewColumn: vscode.ViewColumn.One });
  }
}

const textOf = (error: RunError) => (error.hint ? `${error.message}\n${error.hint}` : error.message);

function uriOf(session: Session, error: RunError): vscode.Uri {
  const file = error.place?.file;
  return file === undefined || file === session.path ? session.document.uri : vscode.Uri.file(file);
}

/** The place, made as long as the word there or, without one, the rest of the line. */
function rangeOf(session: Session, { place }: RunError): vscode.Range {
  if (place === undefined) return new vscode.Range(0, 0, 0, 0);
  const start = new vscode.Position(place.line - 1, place.col - 1);
  if (place.endLine !== undefined && place.endCol !== undefined) {
    return new vscode.Range(start, new vscode.Position(place.endLine - 1, place.endCol - 1));
  }
  if (place.file !== session.path || start.line >= session.document.lineCount) return new vscode.Range(start, start);
  const word = session.document.getWordRangeAtPosition(start);
  return word?.with({ start }) ?? session.document.lineAt(start.line).range.with({ start });
}
