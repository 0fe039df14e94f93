/** Values that receive a name: by a declaration, an assignment, a field or a property. */
import type * as t from '@babel/types';
import { arithmetic } from './arithmetic';
import { endOf, isFunction, type Node, startOf, unwrapTypes } from './ast';
import { bindingSite, identifierSpan } from './bindings';
import type { Emitter } from './emitter';
import { visitFunction } from './functions';
import { asArithmetic } from './operands';
import type { Rope } from './rope';
import type { Span } from './sites';

export interface Naming {
  name: string;
  /** The identifier or key that the value is bound to. */
  span: Span;
  property: boolean;
}

export const variable = (node: t.Identifier): Naming => ({
  name: node.name,
  span: identifierSpan(node),
  property: false,
});

export const property = (name: string, key: Node): Naming => ({
  name: name.replace(/^#/, ''),
  span: { start: startOf(key), end: endOf(key) },
  property: true,
});

/** `value` where it is bound to a name. Functions and classes stay bare: JavaScript names them by where they stand. */
export function named(e: Emitter, value: Node, naming: Naming): Rope {
  const inner = unwrapTypes(value);
  if (isFunction(inner)) {
    const body = visitFunction(e, inner, naming.name);
    return inner === value ? body : e.splice(value, [[inner, body]]);
  }
  if (inner.type === 'ClassExpression') return e.visit(value);
  const site = e.sites.add(naming.span, 'name', naming.name);
  if (!naming.property) bindingSite(e, naming.name, site);
  const tree = asArithmetic(value);
  if (tree) return arithmetic(e, tree, { site, property: naming.property }).rope;
  const rope = e.visit(value);
  const recorded = e.recorded.get(inner);
  if (recorded !== undefined) e.sites.sameValue(site, recorded);
  return e.call(recorded === undefined ? 'bind' : 'name', value, rope, site, ...(naming.property ? [1] : []));
}
