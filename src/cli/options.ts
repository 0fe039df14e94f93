/** The command line's words. */
import { extname } from 'node:path';
import { parseArgs } from 'node:util';
import { FORMATS, type Format, formatOfEnding, SCALES, USUAL_SCALE } from '../exporters/formats';
import type { Limits } from '../protocol/evaluator';

export interface Options {
  /** To run a script, or to show what was recorded. */
  command: 'run' | 'show';
  file: string;
  format: Format;
  /** Where the result goes; null: standard output. */
  output: string | null;
  /** Nothing on standard output but the script's own. */
  quiet: boolean;
  openAll: boolean;
  /** Of a PNG: image pixels by a pixel of the picture. */
  scale: number;
  /** Index of the pass to show; null: the last. */
  pass: number | null;
  limits: Limits;
}

/** MiB that the evaluator's process needs to begin with. */
const LEAST_MEMORY = 64;

/** The user wrote something that has no meaning here. */
export class UsageError extends Error {}

export const USAGE = `Usage: tapelens run FILE [options]
       tapelens show FILE.tapelens [options]

run runs a TypeScript or JavaScript file and prints the computation graph it made, after the script's own output.
show does the same from a recording, and runs nothing.

  --format FORMAT      what to make of it (text; or by the ending of OUT):
                         text      one line a node
                         svg       the picture
                         png       the picture as an image
                         dot       the graph for Graphviz
                         mermaid   a small graph for Markdown
                         html      a page with the whole viewer
                         json      everything, for other programs
                         tapelens  the recording, for show and for the editor
  -o, --output OUT     write it to a file
  --open all|default   open every group of the picture, or only what opens by itself (default)
  --scale 1|2|3|4      size of a PNG (2)
  --pass N             the graph of this backward pass, from 1 (the last)
  -q, --quiet          nothing on standard output but the script's own
  --time SECONDS       stop after this long without anything new to show (10)
  --memory MIB         stop above this much memory (1024)
  --nodes COUNT        stop above this many nodes (5000000)
  -h, --help           this text
  -v, --version        the version

Ends with 0, with 1 for an error in the script, with 2 for bad usage, with 124 for a limit.
`;

/**
 * What is asked for; 'help' and 'version' go before everything else. Throws `UsageError`.
 * @param toTerminal - Whether standard output is one.
 */
export function parseOptions(args: string[], toTerminal: boolean): Options | 'help' | 'version' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  if (values.version) return 'version';
  const [command, file, ...rest] = positionals;
  if (command !== 'run' && command !== 'show')
    throw new UsageError(command === undefined ? 'no command given' : `no such command: ${command}`);
  if (file === undefined) throw new UsageError('no file given');
  if (rest.length > 0) throw new UsageError(`one file at a time, but there is also ${rest[0]}`);
  const format = formatOf(values.format, values.output);
  if (format === 'tapelens' && values.output === undefined)
    throw new UsageError('a recording is no text: name a file for it with -o');
  if (format === 'png' && values.output === undefined && toTerminal && values.quiet !== true)
    throw new UsageError('a PNG is no text for a terminal: name a file for it with -o, or send it into a pipe');
  if (format !== 'png' && values.scale !== undefined) throw new UsageError(`--scale is for PNG, not for ${format}`);
  return {
    command,
    file,
    format,
    output: values.output ?? null,
    quiet: values.quiet ?? false,
    openAll: isAll(values.open),
    scale: scaleOf(values.scale),
    pass: values.pass === undefined ? null : whole('--pass', values.pass, 1, 1) - 1,
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
        open: { type: 'string' },
        scale: { type: 'string' },
        pass: { type: 'string' },
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
  const found = ending === '' ? 'text' : formatOfEnding(ending);
  if (found !== undefined) return found;
  throw new UsageError(`what format is ${output}? Name one of ${FORMATS.join(', ')} with --format`);
}

function isAll(open: string | undefined): boolean {
  if (open === undefined || open === 'default') return false;
  if (open === 'all') return true;
  throw new UsageError(`--open takes all or default, not '${open}'`);
}

function scaleOf(text: string | undefined): number {
  if (text === undefined) return USUAL_SCALE;
  const scale = SCALES.find(each => String(each) === text);
  if (scale !== undefined) return scale;
  throw new UsageError(`--scale takes one of ${SCALES.join(', ')}, not '${text}'`);
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
