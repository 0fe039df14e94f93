/**
 * Makes a module's text a function.
 *
 * Modules become async functions with CommonJS inside, which gives live bindings and top-level await wherever functions
 * can be made: in a process without any access to files, and in a browser's worker. Those of packages cannot wait, so
 * that `require` need not.
 */
import { transform } from 'sucrase';
import { isOverflow, overflowAt } from '../instrument/depth';
import { tooDeep } from '../instrument/parse';
import { originalOffset } from '../instrument/positions';
import { SyntaxFailure } from '../instrument/syntaxFailure';
import type { ModuleText } from '../protocol/evaluator';
import { Failure } from './failure';
import { LineStarts } from './lines';
import type { Positions } from './positions';
import type { ModuleLinks } from './runtime/contract';

/** Instrumented source of one module and what its code needs in scope. */
export interface Prepared {
  code: string;
  segments: Uint32Array;
  /** Statements, in one line, that go before the module's first and take what it calls from `helpers`. */
  prologue: string;
  /** The name under which they look for `helpers`. */
  parameter: string;
  helpers: object;
}

/** What compiling asks of the place it happens in. */
export interface CompileHost {
  instrument(module: ModuleText, links: ModuleLinks): Prepared;
  /** Makes a function expression's text a function; errors in it carry this path. */
  compile(code: string, path: string): unknown;
  positions: Positions;
}

/** A module as a function; a script's returns a promise. */
export type Body = (exports: object, require: (specifier: string) => unknown, self: object, helpers: object) => unknown;

export interface Compiled {
  /** What runs, with `require` for its imports. */
  code: string;
  body: Body;
  /** The body's last argument. */
  helpers: object;
}

/** Compiles a module. Throws a `Failure` for what is no script, and what the platform throws for a package's that is none. */
export function compileModule(module: ModuleText, links: ModuleLinks, host: CompileHost): Compiled {
  try {
    const prepared = module.package ? null : host.instrument(module, links);
    const code = strip(module, prepared, host.positions);
    const head = prepared === null ? PACKAGE_HEAD : scriptHead(prepared);
    return { code, body: bodyOf(module, head, code, host), helpers: prepared?.helpers ?? {} };
  } catch (error) {
    throw error instanceof SyntaxFailure ? failureIn(module, error) : error;
  }
}

/** Takes the types out, and makes imports and exports CommonJS. */
function strip(module: ModuleText, prepared: Prepared | null, positions: Positions): string {
  const { path, text: source } = module;
  const { code: instrumented, segments } = prepared ?? { code: source, segments: null };
  const read = (text: string, map: boolean) =>
    transform(text, {
      transforms: ['typescript', 'imports', ...(path.endsWith('x') ? (['jsx'] as const) : [])],
      disableESTransforms: true,
      // In a script a dynamic import is a helper's call by now; in a package it would ask for what is not there.
      preserveDynamicImport: true,
      filePath: path,
      ...(map ? { sourceMapOptions: { compiledFilename: path } } : {}),
    });
  const code = orTooDeep(
    () => read(instrumented, false).code,
    () => {
      const at = overflowAt(instrumented, text => read(text, false)) - 1;
      return tooDeep(source, segments === null ? at : originalOffset(segments, at));
    },
  );
  positions.add({ path, source, instrumented, segments, stripMap: () => read(instrumented, true).sourceMap ?? {} });
  return code;
}

function bodyOf({ path, text }: ModuleText, head: string, code: string, host: CompileHost): Body {
  // The code begins on the second line; a last line comment must not swallow the closing braces.
  const whole = `${head}\n${code}\n}})`;
  return orTooDeep(
    () => host.compile(whole, path) as Body,
    () => {
      const at = overflowAt(whole, part => host.compile(part, path)) - 1;
      const { line, col } = new LineStarts(whole).position(at);
      const place = host.positions.map(path, line - 1, col) ?? { line: 1, col: 1 };
      return tooDeep(text, new LineStarts(text).offset(place.line, place.col));
    },
  );
}

// The inner block lets a script have variables called `module` and `require`.
const scriptHead = ({ parameter, prologue }: Prepared) =>
  `(async function (exports, require, module, ${parameter}) { 'use strict'; ${prologue} {`;
const PACKAGE_HEAD = '(function (exports, require, module) { {';

/** What `read` returns; throws what `failure` makes if the stack is too small for it. */
function orTooDeep<T>(read: () => T, failure: () => Error): T {
  try {
    return read();
  } catch (error) {
    throw isOverflow(error) ? failure() : error;
  }
}

/** Names the file: when it is told, other modules may have been read since. */
function failureIn({ path }: ModuleText, { message, line, col, end, hint = SYNTAX_HINT }: SyntaxFailure): Failure {
  const place = { file: path, line, col, endLine: end?.line, endCol: end?.col };
  return new Failure({ kind: 'syntax', message, hint, place });
}

const SYNTAX_HINT = 'Correct the text here and run it again.';
