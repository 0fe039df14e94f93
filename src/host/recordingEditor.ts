/** The editor of recordings: the panel's own page, with a recording that was read from a file. */
import type * as vscode from 'vscode';
import type { Panels } from './panels';
import { RecordingFile } from './recordingFile';

export class RecordingEditor implements vscode.CustomReadonlyEditorProvider<RecordingFile> {
  constructor(private readonly panels: Panels) {}

  openCustomDocument(uri: vscode.Uri): Promise<RecordingFile> {
    return RecordingFile.open(uri);
  }

  resolveCustomEditor(file: RecordingFile, view: vscode.WebviewPanel): void {
    this.panels.restore(file, view);
  }
}
