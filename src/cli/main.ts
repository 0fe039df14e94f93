/** The same run without an editor. */
import { readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { NodeEvaluator } from '../evaluator/node/evaluator';
import { scriptOf } from '../evaluator/node/modules';
import type { Recording } from '../recording/recording';
import type { ErrorKind, RunError } from '../recording/schema';
import { emptyText } from '../view/status';
import { html } from './exporters/html';
import { json } from './exporters/json';
import { dot, svg } from './exporters/picture';
import { text } from './exporters/text';
import { type Format, parseOptions, type RunOptions, USAGE, UsageError } from './options';

const DONE = 0;
const SCRIPT_ERROR = 1;
const BAD_USAGE = 2;
const LIMIT = 124;
const READ_ERRORS: Record<string, string> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' };
const LIMITS: ReadonlySet<ErrorKind> = new Set(['time', 'memory', 'nodes']);

/** The product's own folder, seen from dist/cli.cjs. */
const ROOT = join(__dirname, '..');

const EXPORTERS: Record<Format, (recording: Recording) => string | Promise<string>> = {
  text,
  json,
  svg,
  dot,
  html: recording => html(recording, ROOT),
};

async function main(args: string[]): Promise<number> {
  const options = parseOptions(args);
  if (options === 'help') return print(USAGE);
  if (options === 'version') return print(`${packageJson.version}\n`);
  const recording = await run(options);
  if (!options.quiet) await put(options, await EXPORTERS[options.format](recording));
  if (recording.isEmpty && recording.error === null) process.stderr.write(`${emptyText(recording)}\n`);
  if (recording.error === null) return DONE;
  process.stderr.write(errorText(recording.error));
  return LIMITS.has(recording.error.kind) ? LIMIT : SCRIPT_ERROR;
}

/** Runs the file; its output goes out as it comes. */
async function run({ file, limits }: RunOptions): Promise<Recording> {
  const path = resolve(file);
  const source = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${file}: ${READ_ERRORS[error.code ?? ''] ?? error.message}`);
  });
  let printed = 0;
  const evaluator = new NodeEvaluator(join(__dirname, 'evaluator', 'child.cjs'), false);
  const started = evaluator.run({
    entry: scriptOf(path, source),
    limits,
    overlay: () => undefined,
    folders: [process.cwd()],
    onUpdate: () => {
      for (; printed < started.recording.outputs.length; printed++) {
        const { stream, text: part } = started.recording.outputs[printed];
        process[stream].write(part);
      }
    },
  });
  process.once('SIGINT', () => started.cancel());
  process.once('SIGTERM', () => started.cancel());
  await started.done;
  evaluator.dispose();
  return started.recording;
}

async function put({ output }: RunOptions, result: string): Promise<void> {
  if (output === null) await new Promise(done => process.stdout.write(result, done));
  else
    await writeFile(output, result).catch((error: Error) => {
      throw new UsageError(`cannot write ${output}: ${error.message}`);
    });
}

function errorText({ place, message, hint }: RunError): string {
  const at = place === undefined ? '' : `${shortPath(place.file)}:${place.line}:${place.col}: `;
  return `${at}${message}\n${hint ? `  ${hint}\n` : ''}`;
}

function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') || isAbsolute(short) ? path : short;
}

function print(result: string): number {
  process.stdout.write(result);
  return DONE;
}

// Whoever reads our output may stop reading: that is no error, and nothing is left to do.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? DONE : SCRIPT_ERROR),
);

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`tapelens: ${error.message}\n`);
    if (error instanceof UsageError) process.stderr.write('Run tapelens --help to see what there is.\n');
    process.exitCode = error instanceof UsageError ? BAD_USAGE : SCRIPT_ERROR;
  },
);
