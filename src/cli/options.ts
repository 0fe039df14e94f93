/** The command line's words. */
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Limits } from '../protocol/evaluator';

export const FORMATS = ['text', 'json', 'svg', 'dot', 'html'] as const;
export type Format = (typeof FORMATS)[number];

export interface RunOptions {
  file: string;
  format: Format;
  /** Where the result goes; null: standard output. */
  output: string | null;
  /** Only the script's own output. */
  quiet: boolean;
  limits: Limits;
}

/** MiB that the evaluator's process needs to begin with. */
const LEAST_MEMORY = 64;

/** The user wrote something that has no meaning here. */
export class UsageError extends Error {}

export const USAGE = `Usage: tapelens run FILE [options]

Runs a TypeScript or JavaScript file and prints the computation graph it made, after the script's own output.

  --format text|json|svg|dot|html   what to make of the run (text; or by the ending of OUT)
  -o, --output OUT                  write it to a file
  -q, --quiet                       only the script's own output
  --time SECONDS                    stop after this long without anything new to show (10)
  --memory MIB                      stop above this much memory (1024)
  --nodes COUNT                     stop above this many nodes (5000000)
  -h, --help                        this text
  -v, --version                     the version

Ends with 0, with 1 for an error in the script, with 2 for bad usage, with 124 for a limit.
`;

/** What is asked for; 'help' and 'version' go before everything else. Throws `UsageError`. */
export function parseOptions(args: string[]): RunOptions | 'help' | 'version' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  if (values.version) return 'version';
  const [command, file, ...rest] = positionals;
  if (command !== 'run')
    throw new UsageError(command === undefined ? 'no command given' : `no such command: ${command}`);
  if (file === undefined) throw new UsageError('no file given');
  if (rest.length > 0) throw new UsageError(`one file at a time, but there is also ${rest[0]}`);
  return {
    file,
    format: formatOf(values.format, values.output),
    output: values.output ?? null,
    quiet: values.quiet ?? false,
    limits: {
      time: positive('--time', values.time, 10),
      memory: whole('--memory', values.memory, 1024, LEAST_MEMORY),
      nodes: whole('--nodes', values.nodes, 5_000_000, 1),
    },
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        output: { type: 'string', short: 'o' },
        quiet: { type: 'boolean', short: 'q' },
        time: { type: 'string' },
        memory: { type: 'string' },
        nodes: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function formatOf(format: string | undefined, output: string | undefined): Format {
  const known = (name: string): name is Format => (FORMATS as readonly string[]).includes(name);
  if (format !== undefined) {
    if (known(format)) return format;
    throw new UsageError(`no such format: ${format}; there are ${FORMATS.join(', ')}`);
  }
  if (output === undefined) return 'text';
  const ending = extname(output).slice(1);
  if (known(ending)) return ending;
  if (ending === 'txt' || ending === '') return 'text';
  throw new UsageError(`what format is ${output}? Name one of ${FORMATS.join(', ')} with --format`);
}

function positive(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new UsageError(`${option} takes a number above 0, not '${text}'`);
}

function whole(option: string, text: string | undefined, otherwise: number, least: number): number {
  const value = positive(option, text, otherwise);
  if (Number.isInteger(value) && value >= least) return value;
  throw new UsageError(`${option} takes a whole number of at least ${least}, not '${text}'`);
}
