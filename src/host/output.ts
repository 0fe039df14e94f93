/** The scripts' own output, in the output channel, as it comes. */
import * as vscode from 'vscode';
import type { Recording } from '../recording/recording';
import { countText, placeText } from '../view/status';
import { Disposable } from './dispose';
import type { Session } from './session';

export class Output extends Disposable {
  private readonly channel = this.register(vscode.window.createOutputChannel('Tapelens'));
  /** How many of a run's outputs are in the channel. */
  private readonly printed = new WeakMap<Recording, number>();

  /** Adds what a session's run has printed since the last call. */
  update(session: Session): void {
    const { latest } = session;
    if (latest === null) return;
    const done = this.printed.get(latest);
    if (done === undefined) this.channel.appendLine(`▶ ${session.status.title}`);
    const { outputs } = latest;
    for (let i = done ?? 0; i < outputs.length; i++) this.channel.append(outputs[i].text);
    this.printed.set(latest, outputs.length);
  }

  /** Says how a session's run has ended. */
  end(session: Session, recording: Recording): void {
    this.update(session);
    const { error, outputs } = recording;
    if (outputs.at(-1)?.text.endsWith('\n') === false) this.channel.appendLine('');
    this.channel.appendLine(
      error === null
        ? `■ ${session.status.title}: ${countText(recording)}, ${Math.round(recording.ms)} ms`
        : `■ ${placeText(error)} ${error.message} ${error.hint ?? ''}`,
    );
  }

  show(): void {
    this.channel.show(true);
  }
}
