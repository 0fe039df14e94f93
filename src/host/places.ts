/** Between places of a recording and ranges of the documents that are open. */
import * as vscode from 'vscode';
import type { Recording } from '../recording/recording';
import type { Site } from '../recording/schema';
import type { Session } from './session';
import type { DocumentRange } from './shown';

/** Index of the document's file in a recording; -1 if it took no part in the run. */
export function fileIndex(session: Session, recording: Recording): number {
  return recording.files.findIndex(file => file.path === session.path);
}

/** Offset in the recorded text for a position in the document as it is now; undefined in what is new since. */
export function offsetThen(session: Session, recording: Recording, position: vscode.Position): number | undefined {
  return session.editsOf(recording).toThen(session.document.offsetAt(position));
}

/** Range of a site in its document, opened if need be; undefined if the text there has changed. */
export async function rangeOfSite(
  session: Session,
  recording: Recording,
  site: Site,
): Promise<DocumentRange | undefined> {
  const { path } = recording.files[site.file];
  if (path !== session.path) {
    const document = await vscode.workspace.openTextDocument(path);
    return { document, range: rangeIn(document, site.start, site.end) };
  }
  const now = session.editsOf(recording).toNow(site.start, site.end);
  return now && { document: session.document, range: rangeIn(session.document, ...now) };
}

/** Range in the session's own document of a range of the recorded text; undefined if that has changed. */
export function rangeNow(session: Session, recording: Recording, start: number, end: number): vscode.Range | undefined {
  const now = session.editsOf(recording).toNow(start, end);
  return now && rangeIn(session.document, ...now);
}

export function rangeIn(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
