/** Where variables get their values: parameters, patterns, loops and `catch`. */
import type * as t from '@babel/types';
import { identifiersOf, type Node, startOf } from './ast';
import type { Emitter } from './emitter';
import type { Span } from './sites';

/** An identifier without the type annotation that the parser counts as a part of it. */
export function identifierSpan(node: t.Identifier): Span {
  return { start: startOf(node), end: startOf(node) + node.name.length };
}

/** Reads of a variable that never changes show what was seen at `site`. */
export function bindingSite(e: Emitter, name: string, site: number): void {
  const binding = e.context.scope.lookup(name);
  if (binding !== undefined) binding.site = site;
}

/** Calls, each followed by `;`, that name and record what a pattern has just bound. */
export function bindPattern(e: Emitter, pattern: Node): string {
  let statements = '';
  for (const identifier of identifiersOf(pattern)) {
    const site = e.sites.add(identifierSpan(identifier), 'name', identifier.name);
    bindingSite(e, identifier.name, site);
    statements += `${e.helper('bind')}(${identifier.name},${site});`;
  }
  return statements;
}

/** Calls that name and record the parameters, in order. */
export function bindParameters(e: Emitter, parameters: readonly Node[]): string[] {
  const calls: string[] = [];
  for (const parameter of parameters)
    for (const identifier of identifiersOf(parameter)) {
      if (identifier.name === 'this') continue;
      const site = e.sites.add(identifierSpan(identifier), 'param', identifier.name);
      bindingSite(e, identifier.name, site);
      calls.push(`${e.helper('param')}(${identifier.name},${site})`);
    }
  return calls;
}
