/** What each command does. */
import * as vscode from 'vscode';
import { COMMANDS, type CommandId } from './commandIds';
import type { Exporting } from './export';
import type { Output } from './output';
import type { Panels } from './panels';
import { Session } from './session';
import { isScript, type Sessions } from './sessions';

/** The argument is what a menu or a key binding gives: the file that a menu is of, mostly. */
type Commands = Record<CommandId, (argument?: unknown) => unknown>;

/** The commands on what the extension consists of. */
export function createCommands(sessions: Sessions, panels: Panels, output: Output, exporting: Exporting): Commands {
  return {
    [COMMANDS.export]: argument => exporting.run(argument),
    [COMMANDS.visualize]: async uri => {
      const session = await sessionToRun(sessions, panels, uri);
      panels.show(session);
      await showProgress(session, session.run());
    },
    [COMMANDS.cancel]: () => {
      for (const session of sessions.all()) session.cancel();
    },
    [COMMANDS.showOutput]: () => output.show(),
  };
}

/** Registers every command so that one that fails says so. */
export function registerCommands(commands: Commands): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, async (argument?: unknown) => {
        try {
          return await run(argument);
        } catch (error) {
          void vscode.window.showErrorMessage(`Tapelens: ${(error as Error).message}`);
          return undefined;
        }
      }),
    ),
  );
}

/** The document named by the menu, else the one in front, else the one of the panel in front. */
async function sessionToRun(sessions: Sessions, panels: Panels, uri?: unknown): Promise<Session> {
  const named = uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : undefined;
  const document = named ?? vscode.window.activeTextEditor?.document;
  if (document !== undefined && isScript(document)) return sessions.open(document);
  const front = panels.inFront();
  if (document === undefined && front instanceof Session) return front;
  throw new Error('open a TypeScript or JavaScript file and run Visualize Graph again.');
}

async function showProgress(session: Session, run: Promise<void>): Promise<void> {
  const title = `Tapelens: running ${session.status.title}`;
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => run);
}
