/** The script's own output, in the output channel: each run begins anew. */
import * as vscode from 'vscode';
import { countText, placeText } from '../view/status';
import { Disposable } from './dispose';
import type { Session } from './session';

export class Output extends Disposable {
  private readonly channel = this.register(vscode.window.createOutputChannel('Tapelens'));

  /** Shows what a session's last run has printed, and how it ended. */
  update(session: Session): void {
    const { latest } = session;
    if (latest === null) return;
    const printed = latest.outputs.map(output => output.text).join('');
    const { error } = latest;
    const end =
      error === null
        ? `done: ${countText(latest)}, ${Math.round(latest.ms)} ms`
        : `${placeText(error)}: ${error.message} ${error.hint ?? ''}`;
    this.channel.replace(
      `${printed}${printed === '' || printed.endsWith('\n') ? '' : '\n'}[${session.status.title}] ${end}\n`,
    );
  }

  show(): void {
    this.channel.show(true);
  }
}
