/** What a panel shows: the runs of a document, or a recording that was opened from a file. */
import type * as vscode from 'vscode';
import type { Status } from '../protocol/panel';
import type { Place } from '../recording/queries/source';
import type { Recording } from '../recording/recording';
import type { Site } from '../recording/schema';

export interface Shown {
  /** Of the document or the file. */
  readonly uri: vscode.Uri;
  readonly recording: Recording | null;
  readonly status: Status;
  /** The recording or the status is another, or has grown. */
  readonly onDidChange: vscode.Event<void>;
  /** A text that was recorded is another now. */
  readonly onDidChangeText: vscode.Event<void>;
  readonly onDidClose: vscode.Event<void>;
  /** The document's text is one that was recorded, though it may have changed since. */
  isRecorded(document: vscode.TextDocument): boolean;
  /** Where in the recorded texts a position is; null in other documents and in what is new since. */
  placeAt(document: vscode.TextDocument, position: vscode.Position): Place | null;
  /** Where a site is now, its document opened if need be; undefined if it cannot be found or the text there has changed. */
  rangeOf(site: Site): Promise<DocumentRange | undefined>;
  run(): Promise<void>;
  cancel(): void;
  showPartial(partial: boolean): void;
  dispose(): void;
}

export interface DocumentRange {
  document: vscode.TextDocument;
  range: vscode.Range;
}
