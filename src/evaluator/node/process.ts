/** Starts the evaluator's process: isolated, with a limit on its memory, and with a pipe of its own for the recording. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { FromChild, ToChild } from '../../protocol/evaluator';
import { DATA } from './data';

// Node 20 knows only the longer one; the wrong one is an error at the start.
const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission')
  ? '--permission'
  : '--experimental-permission';

/** MiB for young objects: the handles of a step of training survive many a collection of a smaller space, and each time they are copied. */
const YOUNG = 64;

const RECORDING = 3;
const STDERR_KEPT = 8192;

export class EvaluatorProcess {
  /** Locked down and warm; rejects if it never gets there. */
  readonly ready: Promise<void>;
  /** The process is gone: all that it has written has been read. */
  readonly gone: Promise<void>;
  /** The end of what it wrote to its standard error: V8's last words, if it died of something. */
  lastWords = '';
  onMessage: (message: FromChild) => void = () => undefined;
  onRecording: (bytes: Uint8Array) => void = () => undefined;
  private readonly child: ChildProcess;

  /**
   * @param script - Path of the bundled `child.cjs`.
   * @param memory - MiB of JavaScript heap.
   */
  constructor(
    script: string,
    readonly memory: number,
  ) {
    this.child = fork(script, [], {
      execArgv: [
        PERMISSION,
        `--allow-fs-read=${dirname(script)}`,
        `--allow-fs-read=${join(dirname(script), DATA)}`,
        '--disallow-code-generation-from-strings',
        `--max-old-space-size=${memory}`,
        `--min-semi-space-size=${YOUNG}`,
        `--max-semi-space-size=${YOUNG}`,
        '--no-warnings',
      ],
      // Nothing else of our environment: it may hold secrets. The variable makes Electron's helper run as Node.
      env: { ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child.stderr?.on('data', (text: Buffer) => {
      this.lastWords = (this.lastWords + text).slice(-STDERR_KEPT);
    });
    const recording = this.child.stdio[RECORDING] as Readable;
    recording.on('data', (bytes: Buffer) => this.onRecording(bytes));
    this.child.on('message', (message: FromChild) => this.onMessage(message));
    this.gone = new Promise(done => {
      // Any number of them may come: each failed `send` is one.
      this.child.on('error', () => done());
      this.child.once('close', () => done());
    });
    this.ready = new Promise((ready, failed) => {
      this.onMessage = message => {
        if (message.type === 'ready') ready();
        else if (message.type === 'refused') failed(new Error(message.reason));
      };
      this.child.once('error', failed);
      this.child.once('exit', code =>
        failed(new Error(`the evaluator's process ended with code ${code} ${this.lastWords}`)),
      );
    });
    // A spare that dies is noticed by the run that wants it.
    this.ready.catch(() => undefined);
  }

  send(message: ToChild): void {
    if (this.child.connected) this.child.send(message);
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Lets the process that started it end while this one is idle. */
  unref(): void {
    this.child.unref();
    this.child.channel?.unref();
    for (const pipe of [this.child.stderr, this.child.stdio[RECORDING]])
      (pipe as unknown as { unref?(): void })?.unref?.();
  }

  /** MiB of memory in use; 0 where the system does not tell. */
  resident(): number {
    try {
      const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      // Only Linux has this file, and only while the process lives.
      return 0;
    }
  }
}
