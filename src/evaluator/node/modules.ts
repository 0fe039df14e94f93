/** Finds what a script imports, on the side that may read files. */
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, resolve, sep } from 'node:path';
import type { ModuleAnswer, ModuleText } from '../../protocol/evaluator';

/** Text of a file as the user sees it now, if that is not what is on the disk: an editor's unsaved document. */
export type Overlay = (path: string) => string | undefined;

/** As TypeScript and bundlers look for a specifier without an extension, or with the one of the output. */
const ENDINGS = ['', '.ts', '.tsx', '.mts', '.js', '.mjs', '.jsx', '.json', '/index.ts', '/index.js'];
const OUTPUT_TO_SOURCE: [RegExp, string][] = [
  [/\.js$/, '.ts'],
  [/\.jsx$/, '.tsx'],
  [/\.mjs$/, '.mts'],
];
const SCRIPTS = new Set(['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx']);

/** The module that `specifier` means in the file `from`. */
export async function findModule(specifier: string, from: string, overlay: Overlay): Promise<ModuleAnswer> {
  if (/^\.{0,2}\//.test(specifier)) return findFile(specifier, from, overlay);
  return findPackage(specifier, from, overlay);
}

async function findFile(specifier: string, from: string, overlay: Overlay): Promise<ModuleAnswer> {
  const base = resolve(dirname(from), specifier);
  const candidates = [
    ...ENDINGS.map(ending => base + ending),
    ...OUTPUT_TO_SOURCE.filter(([output]) => output.test(base)).map(([output, source]) => base.replace(output, source)),
  ];
  for (const path of candidates) {
    if (overlay(path) !== undefined || (await isFile(path))) return read(path, overlay);
  }
  return {
    ok: false,
    message: `Cannot find '${specifier}'.`,
    hint: `There is no such file beside ${from}: check the name, or save the file first.`,
  };
}

async function findPackage(specifier: string, from: string, overlay: Overlay): Promise<ModuleAnswer> {
  let path: string;
  try {
    path = createRequire(from).resolve(specifier);
  } catch (error) {
    return { ok: false, message: `Cannot find the package '${specifier}'.`, hint: packageHint(specifier, error) };
  }
  // Node names its own modules instead of a path.
  if (!path.includes(sep)) {
    return {
      ok: false,
      message: `The module '${specifier}' is not available to scripts.`,
      hint: 'A script runs without access to files, programs and the network; remove this import.',
    };
  }
  return read(path, overlay);
}

function packageHint(specifier: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
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
    package: path.split(sep).includes('node_modules'),
  };
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ?? false;
}
