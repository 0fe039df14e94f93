/** Source text in; the same program that also records what it computes, and its site table, out. Pure. */
import { endOf, type Node, startOf } from './ast';
import type { HelperName, Instrumented, InstrumentOptions } from './contract';
import { isOverflow } from './depth';
import { Emitter } from './emitter';
import { statementList } from './lists';
import { parseModule, tooDeep } from './parse';
import { flatten, type Rope } from './rope';
import { ChangeableNames, declareLexical, declareVars, Scope } from './scope';
import { SiteList } from './sites';
import { visit } from './visitors';

/**
 * Instruments one module. The result still has its types, and every line keeps its number.
 *
 * @throws SyntaxFailure if the source does not parse or uses syntax that cannot be run
 */
export function instrument(source: string, options: InstrumentOptions): Instrumented {
  const program = parseModule(source, options);
  const scope = new Scope(null);
  declareVars(scope, program);
  declareLexical(scope, program.body);
  const sites = new SiteList(options.file, source);
  const emitter = new Emitter(source, unusedPrefix(source), sites, new ChangeableNames(program), scope, visit);
  const { code, segments } = emitted(emitter, program.body);
  const helpers: HelperName[] = [...emitter.helpers];
  const { trees } = emitter;
  return { code, sites: sites.sites, ...sites.tables(), trees, helpers, prefix: emitter.prefix, segments };
}

function emitted(e: Emitter, statements: readonly Node[]) {
  try {
    return flatten(moduleBody(e, statements, afterHashbang(e.source)), e.source);
  } catch (error) {
    throw isOverflow(error) && e.at !== null ? tooDeep(e.source, startOf(e.at)) : error;
  }
}

function moduleBody(e: Emitter, statements: readonly Node[], start: number): Rope {
  const end = e.source.length;
  const span = { type: 'Program', start, end } as Node;
  const body = e.splice(span, statementList(e, statements), startOf(span), endOf(span));
  const { temporaries } = e.context;
  return [temporaries?.length ? `let ${temporaries.join(',')};` : '', body];
}

/** A beginning for generated names that no name of the source shares. */
function unusedPrefix(source: string): string {
  let prefix = '__t';
  for (let i = 1; source.includes(prefix); i++) prefix = `__t${i}_`;
  return prefix;
}

/** `#!/usr/bin/env node` is for the shell: only a file may begin with it. */
function afterHashbang(source: string): number {
  return source.startsWith('#!') ? (source.match(/^.*/)?.[0].length ?? 0) : 0;
}
