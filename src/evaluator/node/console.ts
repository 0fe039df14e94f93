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

/** Puts a console and process streams in place that hand every text over at once. */
export function captureOutput(take: Take): void {
  const stdout = new Sink('stdout', take);
  const stderr = new Sink('stderr', take);
  Object.defineProperty(process, 'stdout', { value: stdout });
  Object.defineProperty(process, 'stderr', { value: stderr });
  globalThis.console = new Console({ stdout, stderr, colorMode: false });
}
