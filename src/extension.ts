/** Creates what the extension consists of and registers it with VS Code; nothing else. */
import * as vscode from 'vscode';
import { NodeEvaluator } from './evaluator/node/evaluator';
import { createCommands, registerCommands } from './host/commands';
import { readLimits } from './host/config';
import { Errors } from './host/errors';
import { Exporting } from './host/export';
import { ValueHover } from './host/hover';
import { Output } from './host/output';
import { Panels } from './host/panels';
import { RecordingEditor } from './host/recordingEditor';
import { RecordingFile } from './host/recordingFile';
import { PanelRestorer } from './host/restore';
import { Session } from './host/session';
import { SCRIPTS, Sessions } from './host/sessions';
import type { Shown } from './host/shown';
import { PANEL_TYPE, RECORDING_TYPE } from './host/viewTypes';

export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends vscode.Disposable>(value: T): T => {
    context.subscriptions.push(value);
    return value;
  };
  const evaluator = own(new NodeEvaluator(context.asAbsolutePath('dist/evaluator/child.cjs'), true));
  const sessions = own(new Sessions(evaluator));
  const errors = own(new Errors());
  const output = own(new Output());
  const showError = (shown: Shown): void => {
    if (shown instanceof Session) void errors.show(shown);
    if (shown instanceof RecordingFile) void shown.showError();
  };
  const panels = own(new Panels(context, showError));
  own(
    sessions.onDidOpen(session => {
      session.onDidChange(() => output.update(session));
      session.onDidEnd(recording => {
        errors.update(session);
        output.end(session, recording);
      });
      session.onDidClose(() => errors.clear(session));
    }),
  );
  own(vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, new PanelRestorer(sessions, panels)));
  own(vscode.languages.registerHoverProvider(SCRIPTS, new ValueHover(sessions, panels)));
  own(vscode.window.registerCustomEditorProvider(RECORDING_TYPE, new RecordingEditor(panels)));
  const exporting = new Exporting(sessions, panels, context.extensionUri);
  own(registerCommands(createCommands(sessions, panels, output, exporting)));
  if (vscode.workspace.isTrusted) evaluator.warm(readLimits().memory);
}
