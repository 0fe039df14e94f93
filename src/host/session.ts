/** One document's runs: the recording on show, the one under way, and what is to be said about them. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { NodeEvaluator } from '../evaluator/node/evaluator';
import { scriptOf } from '../evaluator/node/modules';
import type { Run } from '../evaluator/run';
import type { Status } from '../protocol/panel';
import type { Place } from '../recording/queries/source';
import type { Recording } from '../recording/recording';
import type { RunError, Site } from '../recording/schema';
import { statusOf } from '../view/status';
import { readLimits } from './config';
import { Disposable } from './dispose';
import { Edits } from './edits';
import { fileIndex, offsetThen, rangeOfSite } from './places';
import type { DocumentRange, Shown } from './shown';

/** A run under way is looked at so often. */
const LOOK_MS = 250;
const LOOK_SHARE = 10;

export class Session extends Disposable implements Shown {
  private readonly changed = this.register(new vscode.EventEmitter<void>());
  /** The recording on show or the status is another, or has grown. */
  readonly onDidChange = this.changed.event;
  private readonly textChanged = this.register(new vscode.EventEmitter<void>());
  /** The document's text is another than that of the last run, or the run another. */
  readonly onDidChangeText = this.textChanged.event;
  private readonly closed = new vscode.EventEmitter<void>();
  /** The document is closed, and with it the session. */
  readonly onDidClose = this.closed.event;
  private readonly ended = this.register(new vscode.EventEmitter<Recording>());
  /** A run has ended, in whatever way. */
  readonly onDidEnd = this.ended.event;

  /** The last run that ended well and made something to see. */
  private good: Recording | null = null;
  private last: Recording | null = null;
  private running: Run | null = null;
  private partial = false;
  /** Edits since each run's text; kept with the recording that they are about. */
  private readonly edits = new WeakMap<Recording, Edits>();

  constructor(
    readonly document: vscode.TextDocument,
    private readonly evaluator: NodeEvaluator,
  ) {
    super();
    this.register(
      vscode.workspace.onDidChangeTextDocument(event => {
        if (event.document === document && event.contentChanges.length > 0) this.edited(event.contentChanges);
      }),
    );
  }

  get uri(): vscode.Uri {
    return this.document.uri;
  }

  /** The recording of the last run, or of the one under way. */
  get latest(): Recording | null {
    return this.last;
  }

  /** What is on show: the run under way once it has something, the last good one, or what a failed one left. */
  get recording(): Recording | null {
    const { good, latest } = this;
    if (latest === null || latest === good) return good;
    const showLatest = this.running !== null ? latest.ms > LOOK_MS : this.partial || good === null;
    return showLatest && !latest.isEmpty ? latest : good;
  }

  get status(): Status {
    return statusOf({
      title: path.basename(this.document.fileName),
      shown: this.recording,
      latest: this.latest,
      running: this.running !== null,
      edited: this.latest !== null && this.editsOf(this.latest).any,
      partial: this.partial,
    });
  }

  /** What went wrong in the last run. */
  get error(): RunError | null {
    return this.latest?.error ?? null;
  }

  /** Path under which the document's text runs; an untitled one lies in the workspace's folder. */
  get path(): string {
    if (!this.document.isUntitled) return this.document.fileName;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd();
    const ending = this.document.languageId.startsWith('javascript') ? '.js' : '.ts';
    return path.join(folder, path.basename(this.document.fileName) + ending);
  }

  isRecorded(document: vscode.TextDocument): boolean {
    return document === this.document && this.recording !== null;
  }

  placeAt(document: vscode.TextDocument, position: vscode.Position): Place | null {
    const { recording } = this;
    if (document !== this.document || recording === null) return null;
    const [offset, file] = [offsetThen(this, recording, position), fileIndex(this, recording)];
    return offset === undefined || file < 0 ? null : { file, offset };
  }

  async rangeOf(site: Site): Promise<DocumentRange | undefined> {
    return this.recording === null ? undefined : rangeOfSite(this, this.recording, site);
  }

  /** Edits of the document since a recording's text. */
  editsOf(recording: Recording): Edits {
    let edits = this.edits.get(recording);
    if (edits === undefined) {
      edits = new Edits();
      this.edits.set(recording, edits);
    }
    return edits;
  }

  /** Runs the document's text as it is now. Settles when the run has ended. */
  async run(): Promise<void> {
    if (!vscode.workspace.isTrusted) throw new Error('scripts run only in a trusted workspace.');
    this.running?.cancel();
    let nextLook = 0;
    const run = this.evaluator.run({
      entry: scriptOf(this.path, this.document.getText()),
      limits: readLimits(),
      overlay: unsavedText,
      folders: (vscode.workspace.workspaceFolders ?? []).map(folder => folder.uri.fsPath),
      onUpdate: () => {
        const now = performance.now();
        if (this.running !== run || now < nextLook) return;
        this.changed.fire();
        // A large recording takes longer to look at: most of the time must stay for everything else.
        nextLook = now + Math.max(LOOK_MS, LOOK_SHARE * (performance.now() - now));
      },
    });
    this.running = run;
    this.last = run.recording;
    this.partial = false;
    this.textChanged.fire();
    this.changed.fire();
    await run.done;
    // A newer run has taken over, or the document was closed.
    if (this.running !== run || this.disposed) return;
    this.running = null;
    if (run.recording.error === null && !run.recording.isEmpty) this.good = run.recording;
    this.changed.fire();
    this.ended.fire(run.recording);
  }

  cancel(): void {
    this.running?.cancel();
  }

  /** Shows what a failed run made, or the last good picture again. */
  showPartial(partial: boolean): void {
    this.partial = partial;
    this.changed.fire();
  }

  override dispose(): void {
    if (this.disposed) return;
    this.cancel();
    this.closed.fire();
    this.closed.dispose();
    super.dispose();
  }

  private edited(changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    const edits = changes.map(c => ({ offset: c.rangeOffset, length: c.rangeLength, inserted: c.text.length }));
    for (const recording of new Set([this.good, this.latest]))
      if (recording !== null) this.editsOf(recording).add(edits);
    this.textChanged.fire();
    if (this.latest !== null) this.changed.fire();
  }
}

function unsavedText(file: string): string | undefined {
  return vscode.workspace.textDocuments.find(open => open.isDirty && open.fileName === file)?.getText();
}
