/** The process in which a script runs: it locks itself down, takes one run, streams the recording out and ends. */
import { writeSync } from 'node:fs';
import { types } from 'node:util';
import { runInThisContext } from 'node:vm';
import { provideData } from '../../engine';
import { instrument } from '../../instrument/instrument';
import type { FromChild, Limits, ModuleText, ToChild } from '../../protocol/evaluator';
import { Evaluation } from '../evaluation';
import { captureOutput } from './console';
import { readData } from './data';
import { harmlessModule } from './harmless';
import { lockDown } from './lockdown';
import { ModuleClient } from './moduleClient';
import { installStacks, placeOfError } from './stack';

/** The recording's pipe, set up by the parent. */
const RECORDING = 3;
const IDLE_MS = 100;
const MIB = 2 ** 20;

// Taken before the script can be there, and out of its reach afterwards.
const exit: (code: number) => never = process.exit.bind(process);
const rss = process.memoryUsage.rss.bind(process.memoryUsage);
const sendRaw = process.send?.bind(process);
const on = process.on.bind(process);
const channel = process.channel;
const send = (message: FromChild) => sendRaw?.(message);

/** Writes all of it, waiting while the pipe is full. */
function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(RECORDING, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

const modules = new ModuleClient(send, waiting => (waiting ? channel?.ref() : channel?.unref()));

/** What the script's output goes to and `process.exit` does, once there is a run; the script has no process before. */
let output: (stream: 'stdout' | 'stderr', text: string) => void = () => undefined;
let leave: () => void = () => undefined;

function start(entry: ModuleText, limits: Limits): void {
  const evaluation = new Evaluation(entry, limits, {
    write: writeAll,
    resolve: (specifier, from) => modules.resolve(specifier, from),
    builtIn: harmlessModule,
    // The wrapper's own line is before the first one of the module.
    compile: (code, filename) => runInThisContext(code, { filename, lineOffset: -1 }),
    memory: () => rss() / MIB,
    isProxy: types.isProxy,
    placeOf: placeOfError,
  });
  installStacks(evaluation.positions);
  const finish: () => never = () => {
    evaluation.end();
    exit(0);
  };
  const fail: (error: unknown) => never = error => {
    evaluation.failed(error);
    return finish();
  };
  output = (stream, text) => evaluation.stream.output(stream, text);
  leave = finish;
  on('uncaughtException', fail);
  on('unhandledRejection', fail);
  setInterval(() => {
    try {
      evaluation.idle();
    } catch {
      // The limit that was passed is in the recording by now.
      finish();
    }
  }, IDLE_MS).unref();
  // The end is when nothing is left to do: what the script set timers for still belongs to it.
  let settled = false;
  on('beforeExit', () => (settled ? finish() : fail(new Error(NEVER_SETTLED))));
  channel?.unref();
  evaluation.run().then(() => {
    settled = true;
  }, fail);
}

const NEVER_SETTLED = 'The script waits at an `await` for something that never comes, and nothing else is left to do.';

/** Everything is compiled once before the script comes, while nobody waits. */
function warmUp(): void {
  instrument('let a = 1; for (let i = 0; i < 2; i++) { a = a * i + 1; } const f = (x: number) => -x; f(a);', {
    file: 0,
  });
}

on('message', (message: ToChild) => {
  if (message.type === 'run') start(message.entry, message.limits);
  else modules.answer(message.id, message.answer);
});

try {
  const streams = captureOutput((stream, text) => output(stream, text));
  provideData(readData(__dirname));
  lockDown({ ...streams, exit: () => leave() });
  warmUp();
  send({ type: 'ready' });
} catch (error) {
  send({ type: 'refused', reason: (error as Error).message });
}
