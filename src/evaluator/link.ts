/**
 * Links modules: finds what they import, compiles each once, runs dependencies first. The texts come from the other
 * side: a process or worker that runs scripts has no access to files.
 */
import type { ModuleAnswer, ModuleText } from '../protocol/evaluator';
import { type Body, type CompileHost, compileModule } from './compile';
import { Failure } from './failure';
import { LineStarts } from './lines';
import type { ModuleLinks } from './runtime/contract';

/** What the linker asks of the place it runs in. */
export interface LinkHost extends CompileHost {
  /** The module that a specifier means, seen from a file. */
  resolve(specifier: string, from: string): Promise<ModuleAnswer>;
  /** A module that needs no file: the engine, a harmless one of the platform. */
  builtIn(specifier: string): object | undefined;
}

/** What an importer can be given: a module, something of the platform, or why there is nothing. */
type Found = Module | object | Failure;

interface Module extends ModuleText {
  /** As CommonJS code sees itself. */
  self: { exports: object };
  body: Body;
  helpers: object;
  imports: Map<string, Found>;
  /** Its text becomes code and its imports are found, once; rejects every time if that failed. */
  loading?: Promise<void>;
  /** All that it imports, at whatever distance, has been loaded. */
  linked: boolean;
  /** A script runs, once, and a package's module has its scripts run; rejects every time if that failed. */
  evaluation?: Promise<void>;
  evaluated: boolean;
  /** What it waits for before it can go on. */
  waitsFor: Set<Module>;
  /** Of a package: the code has begun to run. */
  begun: boolean;
}

const isModule = (found: Found): found is Module => 'imports' in found && 'body' in found;

export class Linker {
  /** By path; also those still being loaded. */
  private readonly modules = new Map<string, Module>();

  constructor(private readonly host: LinkHost) {}

  /** Runs a module with all that it imports. Throws what the script throws, or a `Failure` for what cannot be linked. */
  async run(entry: ModuleText): Promise<void> {
    const module = this.moduleOf(entry);
    await this.link(module);
    await this.evaluate(module);
  }

  private moduleOf(text: ModuleText): Module {
    let module = this.modules.get(text.path);
    if (module === undefined) {
      module = {
        ...text,
        self: { exports: {} },
        body: () => undefined,
        helpers: {},
        imports: new Map(),
        linked: false,
        evaluated: false,
        waitsFor: new Set(),
        begun: false,
      };
      this.modules.set(text.path, module);
    }
    return module;
  }

  /** Loads the module and all that it imports. */
  private async link(root: Module): Promise<void> {
    const seen = new Set<Module>([root]);
    for (const module of seen) {
      if (module.linked) continue;
      module.loading ??= this.load(module);
      await module.loading;
      for (const found of module.imports.values()) if (isModule(found)) seen.add(found);
    }
    for (const module of seen) module.linked = true;
  }

  private async load(module: Module): Promise<void> {
    if (module.format === 'json') {
      module.self.exports = parseJson(module) as object;
      return;
    }
    for (const specifier of requiredIn(this.compile(module))) {
      module.imports.set(specifier, await this.find(module, specifier));
    }
  }

  /** Gives the module its body, and returns the code of it. */
  private compile(module: Module): string {
    const links: ModuleLinks = {
      import: specifier => this.importNow(module, String(specifier)),
      meta: { url: `file://${module.path}`, filename: module.path },
    };
    try {
      const { code, body, helpers } = compileModule(module, links, this.host);
      module.body = body;
      module.helpers = helpers;
      return code;
    } catch (error) {
      if (!module.package) throw error;
      // Who requires it may guard that, or never do it.
      module.body = () => {
        throw error;
      };
      return '';
    }
  }

  private async find(from: Module, specifier: string): Promise<Found> {
    const builtIn = this.host.builtIn(specifier);
    if (builtIn !== undefined) return builtIn;
    const answer = await this.host.resolve(specifier, from.path);
    if (answer.ok) return this.moduleOf(answer.module);
    // Not thrown yet: what looks like an import may be part of a text, and a package may guard it.
    return new Failure({
      kind: 'import',
      message: answer.message,
      hint: answer.hint,
      place: { file: from.path, ...placeOfText(from.text, specifier) },
    });
  }

  private evaluate(module: Module): Promise<void> {
    module.evaluation ??= this.runAfterImports(module);
    return module.evaluation;
  }

  private async runAfterImports(module: Module): Promise<void> {
    for (const found of module.imports.values()) {
      if (!isModule(found)) continue;
      await this.waitFor(found, module);
      if (found.package && !module.package) exportsFor(module, found);
    }
    // A package's module runs when it is required: its `require` cannot wait, nor need it ever be called.
    if (!module.package)
      await module.body.call(undefined, module.self.exports, requireOf(module), module.self, module.helpers);
    module.evaluated = true;
  }

  /** Lets `from` wait until `module` has run; not if it waits for `from`: then it is used as far as it has come. */
  private async waitFor(module: Module, from: Module): Promise<void> {
    if (waits(module, from)) return;
    from.waitsFor.add(module);
    try {
      await this.evaluate(module);
    } finally {
      from.waitsFor.delete(module);
    }
  }

  private async importNow(from: Module, specifier: string): Promise<unknown> {
    const found = await this.find(from, specifier);
    if (found instanceof Failure) throw found;
    if (!isModule(found)) return found;
    await this.link(found);
    await this.waitFor(found, from);
    return exportsFor(from, found);
  }
}

/** Whether `module` is `other` or waits for it, over whatever others. */
function waits(module: Module, other: Module): boolean {
  const reached = new Set([module]);
  for (const each of reached) {
    if (each === other) return true;
    if (!each.evaluated) for (const next of each.waitsFor) reached.add(next);
  }
  return false;
}

const requireOf = (module: Module) => (specifier: string) => {
  const found = module.imports.get(specifier);
  if (found === undefined) throw new Error(`cannot import '${specifier}' here: its name is only known at run time`);
  if (found instanceof Failure) throw found;
  return isModule(found) ? exportsFor(module, found) : found;
};

/** What `importer` gets of a module; a package's module runs now, unless it has. */
function exportsFor(importer: Module, module: Module): unknown {
  if (module.format === 'json')
    return importer.package ? module.self.exports : { __esModule: true, default: module.self.exports };
  if (module.package && !module.begun) runPackaged(module);
  return module.self.exports;
}

function runPackaged(module: Module): void {
  module.begun = true;
  const { exports } = module.self;
  try {
    module.body.call(exports, exports, requireOf(module), module.self, module.helpers);
  } catch (error) {
    // As in Node, requiring it again runs it again.
    module.begun = false;
    module.self = { exports: {} };
    throw error;
  }
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
