/** Creates what the extension consists of and registers it with VS Code; nothing else. */
import * as vscode from 'vscode';
import { NodeEvaluator } from './evaluator/node/evaluator';
import { createCommands, registerCommands } from './host/commands';
import { readLimits } from './host/config';
import { Errors } from './host/errors';
import { ValueHover } from './host/hover';
import { Output } from './host/output';
import { PANEL_TYPE } from './host/panel';
import { Panels } from './host/panels';
import { PanelRestorer } from './host/restore';
import { SCRIPTS, Sessions } from './host/sessions';

export function activate(context: vscode.ExtensionContext): void {
  const own = <T extends vscode.Disposable>(value: T): T => {
    context.subscriptions.push(value);
    return value;
  };
  const evaluator = own(new NodeEvaluator(context.asAbsolutePath('dist/evaluator/child.cjs'), true));
  const sessions = own(new Sessions(evaluator));
  const errors = own(new Errors());
  const output = own(new Output());
  const panels = own(new Panels(context, session => void errors.show(session)));
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
  own(registerCommands(createCommands(sessions, panels, output)));
  if (vscode.workspace.isTrusted) evaluator.warm(readLimits().memory);
}
