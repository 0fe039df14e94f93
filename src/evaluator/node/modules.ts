/** Finds what a script imports, on the side that may read files. */
import { readFile, stat } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, extname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { ModuleAnswer, ModuleText } from '../../protocol/evaluator';

/** Text of a file as the user sees it now, if that is not what is on the disk: an editor's unsaved document. */
export type Overlay = (path: string) => string | undefined;

/** As TypeScript and bundlers look for a specifier without an extension, or with the one of the output. */
const ENDINGS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx', '.json'];
const INDEXES = ['/index.ts', '/index.tsx', '/index.js'];
const OUTPUT_TO_SOURCE: [RegExp, string][] = [
  [/\.js$/, '.ts'],
  [/\.js$/, '.tsx'],
  [/\.jsx$/, '.tsx'],
  [/\.mjs$/, '.mts'],
  [/\.cjs$/, '.cts'],
];
const SCRIPTS = new Set(['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx']);

/** Finds the modules of one run, and answers only for files that are part of it. */
export class ModuleFinder {
  /** Paths of the modules that the run has. */
  private readonly known: Set<string>;
  /** Absolute specifiers must lead into one of these. */
  private readonly folders: readonly string[];

  /**
   * @param entry - Absolute path of the script.
   * @param folders - Where absolute specifiers may lead besides the script's own folder, such as the workspace's.
   */
  constructor(
    entry: string,
    private readonly overlay: Overlay,
    folders: readonly string[] = [],
  ) {
    this.known = new Set([entry]);
    this.folders = [dirname(entry), ...folders];
  }

  /** The module that `specifier` means in the file `from`, which must be the entry or have been found here before. */
  async find(specifier: string, from: string): Promise<ModuleAnswer> {
    if (!this.known.has(from)) {
      return {
        ok: false,
        message: `Cannot import '${specifier}' from ${from}.`,
        hint: 'That file is not part of this run.',
      };
    }
    if (isAbsolute(specifier) && !this.folders.some(folder => isInside(folder, specifier))) {
      return {
        ok: false,
        message: `Cannot import '${specifier}': it is outside of the script's folder.`,
        hint: "Write the path as seen from this file, beginning with './' or '../'.",
      };
    }
    const answer = await findModule(specifier, from, this.overlay);
    if (answer.ok) this.known.add(answer.module.path);
    return answer;
  }
}

/** The module that `specifier` means in the file `from`. */
async function findModule(specifier: string, from: string, overlay: Overlay): Promise<ModuleAnswer> {
  const isPath = isAbsolute(specifier) || /^\.{1,2}(\/|$)/.test(specifier);
  return isPath ? findFile(specifier, from, overlay) : findPackage(specifier, from, overlay);
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, resolve(path));
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function findFile(specifier: string, from: string, overlay: Overlay): Promise<ModuleAnswer> {
  const base = resolve(dirname(from), specifier);
  const candidates = [
    ...ENDINGS.map(ending => base + ending),
    ...OUTPUT_TO_SOURCE.filter(([output]) => output.test(base)).map(([output, source]) => base.replace(output, source)),
    ...INDEXES.map(index => base + index),
  ];
  // A package's own files are found as Node finds them: by its package.json, and output before source.
  const ofPackage = isPackaged(from) ? resolveIn(from, specifier) : undefined;
  for (const path of typeof ofPackage === 'string' ? [ofPackage] : candidates) {
    if (overlay(path) !== undefined || (await isFile(path))) return read(path, overlay);
  }
  return {
    ok: false,
    message: `Cannot find '${specifier}'.`,
    hint: `There is no such file beside ${from}: check the name, or save the file first.`,
  };
}

async function findPackage(specifier: string, from: string, overlay: Overlay): Promise<ModuleAnswer> {
  if (isBuiltin(specifier)) {
    return {
      ok: false,
      message: `The module '${specifier}' is not available to scripts.`,
      hint: 'A script runs without access to files, programs and the network; remove this import.',
    };
  }
  // A package's name never leads out of the package.
  const found = specifier.split(/[\\/]/).includes('..') ? undefined : resolveIn(from, specifier);
  if (typeof found === 'string') return read(found, overlay);
  return { ok: false, message: `Cannot find the package '${specifier}'.`, hint: packageHint(specifier, found?.code) };
}

/** The path that Node's own `require` would take, or the error it would throw. */
function resolveIn(from: string, specifier: string): string | NodeJS.ErrnoException {
  try {
    return createRequire(from).resolve(specifier);
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

function packageHint(specifier: string, code: string | undefined): string {
  return code === 'ERR_PACKAGE_PATH_NOT_EXPORTED'
    ? 'It is installed, but exports nothing under this name that can be required.'
    : `Install it (npm install ${specifier}), or check the name; a file of your own begins with './'.`;
}

async function read(path: string, overlay: Overlay): Promise<ModuleAnswer> {
  const ending = extname(path);
  if (ending !== '.json' && !SCRIPTS.has(ending)) {
    return {
      ok: false,
      message: `Cannot import ${path}.`,
      hint: 'Only TypeScript, JavaScript and JSON can be imported.',
    };
  }
  const text = overlay(path) ?? (await readFile(path, 'utf8'));
  return { ok: true, module: scriptOf(path, text) };
}

/** A module from its path and text. */
export function scriptOf(path: string, text: string): ModuleText {
  return {
    path,
    text,
    format: path.endsWith('.json') ? 'json' : 'script',
    package: isPackaged(path),
  };
}

const isPackaged = (path: string): boolean => path.split(sep).includes('node_modules');

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ?? false;
}
