/** The script's own output, taken in the order in which it was written. */
import { Console } from 'node:console';
import { Writable } from 'node:stream';

type Take = (stream: 'stdout' | 'stderr', text: string) => void;

class Sink extends Writable {
  constructor(
    private readonly name: 'stdout' | 'stderr',
    private readonly take: Take,
  ) {
    super({ decodeStrings: false });
  }

  override _write(chunk: string | Uint8Array, _encoding: string, done: () => void): void {
    this.take(this.name, typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk));
    done();
  }
}

/** A console in the place of Node's, and the streams of `process`; all hand every text over at once. */
export function captureOutput(take: Take): { stdout: Writable; stderr: Writable } {
  const stdout = new Sink('stdout', take);
  const stderr = new Sink('stderr', take);
  globalThis.console = new Console({ stdout, stderr, colorMode: false });
  return { stdout, stderr };
}
