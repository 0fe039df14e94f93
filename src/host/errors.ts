/** Errors of runs, as problems at their lines. */
import * as vscode from 'vscode';
import type { RunError } from '../recording/schema';
import { Disposable } from './dispose';
import type { Session } from './session';

export class Errors extends Disposable {
  private readonly problems = this.register(vscode.languages.createDiagnosticCollection('tapelens'));

  /** Shows what a session's last run ran into, and nothing of what earlier ones did. */
  update(session: Session): void {
    this.problems.set(session.document.uri, []);
    const { error } = session;
    if (error === null || error.kind === 'cancelled') return;
    const uri = uriOf(session, error);
    const problem = new vscode.Diagnostic(rangeOf(session, error), textOf(error), vscode.DiagnosticSeverity.Error);
    problem.source = 'tapelens';
    problem.code = error.kind;
    this.problems.set(uri, [problem]);
  }

  clear(session: Session): void {
    this.problems.delete(session.document.uri);
    if (session.error !== null) this.problems.delete(uriOf(session, session.error));
  }

  /** Opens the place of a session's error. */
  async show(session: Session): Promise<void> {
    const { error } = session;
    if (error === null) return;
    await vscode.window.showTextDocument(uriOf(session, error), {
      selection: rangeOf(session, error).with({ end: rangeOf(session, error).start }),
      viewColumn: vscode.ViewColumn.One,
    });
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
