/** The same run without an editor. */
import { readFile, writeFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { NodeEvaluator } from '../evaluator/node/evaluator';
import { scriptOf } from '../evaluator/node/modules';
import { type Exhibit, exhibitOf } from '../exporters/exhibit';
import { EXPORTERS, type Exporter } from '../exporters/exporters';
import type { Format } from '../exporters/formats';
import { png } from '../exporters/png';
import { ExportProblem } from '../exporters/problem';
import { svg } from '../exporters/svg';
import { readRecording } from '../recording/file';
import type { Recording } from '../recording/recording';
import type { ErrorKind, RunError } from '../recording/schema';
import { emptyText } from '../view/status';
import { clampCursor } from '../view/values';
import { systemFonts } from './fonts';
import { type Options, parseOptions, USAGE, UsageError } from './options';

const DONE = 0;
const SCRIPT_ERROR = 1;
const BAD_USAGE = 2;
const LIMIT = 124;
const READ_ERRORS: Record<string, string> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' };
const LIMITS: ReadonlySet<ErrorKind> = new Set(['time', 'memory', 'nodes']);

/** The product's own folder, seen from dist/cli.cjs. */
const ROOT = join(__dirname, '..');

const MAKERS: Record<Exclude<Format, 'png'>, Exporter> = { ...EXPORTERS, svg };

async function main(args: string[]): Promise<number> {
  const options = parseOptions(args, process.stdout.isTTY);
  if (options === 'help') return print(USAGE);
  if (options === 'version') return print(`${packageJson.version}\n`);
  const recording = await (options.command === 'run' ? run(options) : read(options));
  if (!options.quiet || options.output !== null) await put(options, await make(recording, options));
  if (recording.isEmpty && recording.error === null) process.stderr.write(`${emptyText(recording)}\n`);
  if (recording.error === null) return DONE;
  process.stderr.write(errorText(recording.error));
  // To show what a run had recorded before it failed is no failure.
  if (options.command === 'show') return DONE;
  return LIMITS.has(recording.error.kind) ? LIMIT : SCRIPT_ERROR;
}

async function make(recording: Recording, options: Options): Promise<string | Uint8Array> {
  const readOwn = (path: string) => readFile(join(ROOT, path));
  const shown = exhibit(recording, options);
  const { format, scale } = options;
  if (format === 'png' && options.output === null && recording.outputs.some(({ stream }) => stream === 'stdout'))
    throw new UsageError('the script printed, and a PNG cannot come after text: name a file for it with -o');
  if (format === 'png') return png(shown, readOwn, { scale, fontsFor: systemFonts });
  return MAKERS[format](shown, readOwn);
}

/** The recording at the end of the pass that is asked for. */
function exhibit(recording: Recording, { openAll, pass }: Options): Exhibit {
  if (pass === null) return exhibitOf(recording, openAll);
  const { length } = recording.passes;
  if (pass >= length) throw new UsageError(`there is no pass ${pass + 1}: the run made ${length}`);
  const cursor = clampCursor(recording, { pass, step: Infinity });
  if (cursor.pass !== pass) process.stderr.write(`pass ${pass + 1} was not kept: this is pass ${cursor.pass + 1}\n`);
  return exhibitOf(recording, openAll, cursor);
}

/** The bytes of the file that was named. */
async function bytesOf(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${file}: ${READ_ERRORS[error.code ?? ''] ?? error.message}`);
  });
}

async function read({ file }: Options): Promise<Recording> {
  const bytes = await bytesOf(file);
  try {
    return readRecording(bytes);
  } catch (error) {
    throw new UsageError(`cannot show ${file}: ${(error as Error).message}`);
  }
}

/** Runs the file; its output goes out as it comes. */
async function run({ file, limits }: Options): Promise<Recording> {
  const path = resolve(file);
  const source = (await bytesOf(file)).toString('utf8');
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

async function put({ output }: Options, result: string | Uint8Array): Promise<void> {
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
    process.exitCode = error instanceof UsageError || error instanceof ExportProblem ? BAD_USAGE : SCRIPT_ERROR;
  },
);
