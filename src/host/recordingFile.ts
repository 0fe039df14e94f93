/** A recording that was opened from a file: shown like a run, though there is nothing to run. */
import * as vscode from 'vscode';
import type { Status } from '../protocol/panel';
import { basename } from '../recording/basename';
import { readRecording } from '../recording/file';
import type { Place } from '../recording/queries/source';
import type { Recording } from '../recording/recording';
import type { Site, SourceFile } from '../recording/schema';
import { statusOfBadFile, statusOfFile } from '../view/status';
import { Disposable } from './dispose';
import { rangeIn } from './places';
import type { DocumentRange, Shown } from './shown';

/** So many files of the same name are looked into for the text that was recorded. */
const MOST_CANDIDATES = 20;

export class RecordingFile extends Disposable implements Shown, vscode.CustomDocument {
  private readonly changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private readonly textChanged = this.register(new vscode.EventEmitter<void>());
  readonly onDidChangeText = this.textChanged.event;
  private readonly closed = new vscode.EventEmitter<void>();
  readonly onDidClose = this.closed.event;

  private constructor(
    readonly uri: vscode.Uri,
    readonly recording: Recording | null,
    /** Why there is no recording. */
    private readonly problem: string,
  ) {
    super();
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0 || !this.isRecorded(document)) return;
        this.textChanged.fire();
        this.changed.fire();
      }),
    );
  }

  /** Never rejects: what is wrong with a file is shown in its place. */
  static async open(uri: vscode.Uri): Promise<RecordingFile> {
    try {
      return new RecordingFile(uri, readRecording(await vscode.workspace.fs.readFile(uri)), '');
    } catch (error) {
      return new RecordingFile(uri, null, (error as Error).message);
    }
  }

  get status(): Status {
    const title = basename(this.uri.path);
    return this.recording === null
      ? statusOfBadFile(title, this.problem)
      : statusOfFile(title, this.recording, this.isEdited);
  }

  isRecorded(document: vscode.TextDocument): boolean {
    return this.recording?.files.some(file => isOf(document, file)) ?? false;
  }

  placeAt(document: vscode.TextDocument, position: vscode.Position): Place | null {
    const file =
      this.recording?.files.findIndex(each => isOf(document, each) && document.getText() === each.text) ?? -1;
    return file < 0 ? null : { file, offset: document.offsetAt(position) };
  }

  async rangeOf(site: Site): Promise<DocumentRange | undefined> {
    const file = this.recording?.files[site.file];
    const document = file && (await documentOf(file));
    return document && { document, range: rangeIn(document, site.start, site.end) };
  }

  /** Goes to the line that ended the run, if its file is there. */
  async showError(): Promise<void> {
    const place = this.recording?.error?.place;
    const file = this.recording?.files.find(({ path }) => path === place?.file);
    const document = file && (await documentOf(file));
    if (place === undefined || document === undefined) return;
    const start = new vscode.Position(place.line - 1, place.col - 1);
    const selection = new vscode.Range(start, start);
    await vscode.window.showTextDocument(document, { selection, viewColumn: vscode.ViewColumn.Beside });
  }

  async run(): Promise<void> {
    throw new Error('a recording cannot be run. Open its script and run Visualize Graph there.');
  }

  cancel(): void {
    // Nothing runs.
  }

  showPartial(): void {
    // What was recorded is all there is.
  }

  override dispose(): void {
    if (this.disposed) return;
    this.closed.fire();
    this.closed.dispose();
    super.dispose();
  }

  /** A script that is open has another text than was recorded. */
  private get isEdited(): boolean {
    const { textDocuments } = vscode.workspace;
    return (this.recording?.files ?? []).some(file => {
      return textDocuments.some(document => isOf(document, file) && document.getText() !== file.text);
    });
  }
}

/** An untitled document ran under its name with an ending. */
const isOf = ({ fileName, isUntitled }: vscode.TextDocument, { path }: SourceFile) =>
  fileName === path || (isUntitled && basename(path).replace(/\.[jt]s$/, '') === fileName);

/**
 * The document with the text that was recorded: at the same path in the workspace, or, for a recording from another
 * machine, anywhere in it under the same name. Places in any other text would be wrong.
 */
async function documentOf(file: SourceFile): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find(
    document => isOf(document, file) && document.getText() === file.text,
  );
  if (open !== undefined) return open;
  const same = vscode.Uri.file(file.path);
  const isInWorkspace = vscode.workspace.getWorkspaceFolder(same) !== undefined;
  const name = basename(file.path).replace(/[[\]{}*?,]/g, '?');
  const others = await vscode.workspace.findFiles(`**/${name}`, '**/node_modules/**', MOST_CANDIDATES);
  for (const uri of isInWorkspace ? [same, ...others] : others) {
    const document = await vscode.workspace.openTextDocument(uri).then(
      found => found,
      // It was there when the recording was made, and is no more.
      () => undefined,
    );
    if (document?.getText() === file.text) return document;
  }
  return undefined;
}
