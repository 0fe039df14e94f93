/**
 * Links modules: finds what they import, compiles each once, runs dependencies first.
 *
 * Modules become async functions with CommonJS inside, which gives live bindings and top-level await wherever functions
 * can be made: in a process without any access to files, and in a browser's worker. The texts come from the other side.
 */
import { transform } from 'sucrase';
import type { ModuleAnswer, ModuleText } from '../protocol/evaluator';
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

/** What the linker asks of the place it runs in. */
export interface LinkHost {
  /** The module that a specifier means, seen from a file. */
  resolve(specifier: string, from: string): Promise<ModuleAnswer>;
  /** A module that needs no file: the engine, a harmless one of the platform. */
  builtIn(specifier: string): object | undefined;
  instrument(module: ModuleText, links: ModuleLinks): Prepared;
  /** Makes a function expression's text a function; errors in it carry this path. */
  compile(code: string, path: string): unknown;
  positions: Positions;
}

interface Module extends ModuleText {
  state: 'new' | 'running' | 'done';
  /** As CommonJS code sees itself. */
  self: { exports: object };
  body: (exports: object, require: (specifier: string) => object, self: object, helpers: object) => unknown;
  helpers: object;
  imports: Map<string, Module | object | Failure>;
}

const isModule = (found: object): found is Module => 'imports' in found && 'body' in found;

export class Linker {
  private readonly loads = new Map<string, Promise<Module>>();
  /** Also those still being loaded: in a cycle the importer gets the module as far as it has come. */
  private readonly known = new Map<string, Module>();

  constructor(private readonly host: LinkHost) {}

  /** Runs a module with all that it imports. Throws what the script throws, or a `Failure` for what cannot be linked. */
  async run(entry: ModuleText): Promise<void> {
    await this.start(await this.load(entry));
  }

  private load(text: ModuleText): Promise<Module> {
    let module = this.loads.get(text.path);
    if (module === undefined) {
      module = this.make(text);
      this.loads.set(text.path, module);
    }
    return module;
  }

  private async make(text: ModuleText): Promise<Module> {
    const module: Module = {
      ...text,
      state: 'new',
      self: { exports: {} },
      body: () => undefined,
      helpers: {},
      imports: new Map(),
    };
    this.known.set(text.path, module);
    if (text.format === 'json') {
      module.self.exports = { __esModule: true, default: parseJson(text) };
      module.state = 'done';
    } else await this.findImports(module, this.compile(module));
    return module;
  }

  /** Gives the module its body, and returns the code of it. */
  private compile(module: Module): string {
    const links: ModuleLinks = {
      import: specifier => this.importNow(module, String(specifier)),
      meta: { url: `file://${module.path}`, filename: module.path },
    };
    const prepared = module.package ? null : this.host.instrument(module, links);
    const instrumented = prepared?.code ?? module.text;
    const strip = (map: boolean) =>
      transform(instrumented, {
        transforms: ['typescript', 'imports', ...(module.path.endsWith('x') ? (['jsx'] as const) : [])],
        disableESTransforms: true,
        // In a script a dynamic import is a helper's call by now; in a package it would ask for what is not there.
        preserveDynamicImport: true,
        filePath: module.path,
        ...(map ? { sourceMapOptions: { compiledFilename: module.path } } : {}),
      });
    const { code } = strip(false);
    this.host.positions.add({
      path: module.path,
      source: module.text,
      instrumented,
      segments: prepared?.segments ?? null,
      stripMap: () => strip(true).sourceMap ?? {},
    });
    module.helpers = prepared?.helpers ?? {};
    const head = prepared === null ? PACKAGE_HEAD : scriptHead(prepared);
    // The code begins on the second line; a last line comment must not swallow the closing braces.
    module.body = this.host.compile(`${head}\n${code}\n}})`, module.path) as Module['body'];
    return code;
  }

  private async findImports(module: Module, code: string): Promise<void> {
    for (const specifier of requiredIn(code)) {
      if (!module.imports.has(specifier)) module.imports.set(specifier, await this.find(module, specifier));
    }
  }

  private async find(from: Module, specifier: string): Promise<Module | object | Failure> {
    const builtIn = this.host.builtIn(specifier);
    if (builtIn !== undefined) return builtIn;
    const answer = await this.host.resolve(specifier, from.path);
    if (answer.ok) return this.known.get(answer.module.path) ?? this.load(answer.module);
    // Not thrown yet: what looks like an import may be part of a text, and a package may guard it.
    return new Failure({
      kind: 'import',
      message: answer.message,
      hint: answer.hint,
      place: { file: from.path, ...placeOfText(from.text, specifier) },
    });
  }

  private async start(module: Module): Promise<void> {
    if (module.state !== 'new') return;
    module.state = 'running';
    for (const found of module.imports.values()) if (isModule(found)) await this.start(found);
    const load = (specifier: string) => require(module, specifier);
    await module.body.call(undefined, module.self.exports, load, module.self, module.helpers);
    module.state = 'done';
  }

  private async importNow(from: Module, specifier: string): Promise<unknown> {
    const found = await this.find(from, specifier);
    if (found instanceof Failure) throw found;
    if (!isModule(found)) return found;
    await this.start(found);
    return found.self.exports;
  }
}

// The inner block lets a script have variables called `module` and `require`.
const scriptHead = ({ parameter, prologue }: Prepared) =>
  `(async function (exports, require, module, ${parameter}) { 'use strict'; ${prologue} {`;
const PACKAGE_HEAD = '(function (exports, require, module) { {';

function require(module: Module, specifier: string): object {
  const found = module.imports.get(specifier);
  if (found === undefined) throw new Error(`cannot import '${specifier}' here: its name is only known at run time`);
  if (found instanceof Failure) throw found;
  return isModule(found) ? found.self.exports : found;
}

/** Specifiers of the `require` calls in a code; a text that reads like one is taken, too. */
function requiredIn(code: string): Set<string> {
  return new Set(Array.from(code.matchAll(/\brequire\((['"])([^'"\n]+)\1\)/g), match => match[2]));
}

function placeOfText(source: string, specifier: string): { line: number; col: number } {
  const at = Math.max(source.indexOf(`'${specifier}'`), source.indexOf(`"${specifier}"`), 0);
  return new LineStarts(source).position(at);
}

function parseJson({ path, text }: ModuleText): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure({
      kind: 'import',
      message: `${path} is not JSON: ${(error as Error).message}`,
      place: { file: path, line: 1, col: 1 },
    });
  }
}
