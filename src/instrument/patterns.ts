/** What must not be wrapped: assignment targets, callees, and the links of an optional chain. */
import type * as t from '@babel/types';
import { isChainLink, isTypeWrapper, type MemberNode, type Node, unwrapTypes } from './ast';
import type { Emitter, Part } from './emitter';
import type { Rope } from './rope';

/** An assignment target or a binding pattern: only the expressions inside it change. */
export function target(e: Emitter, node: Node): Rope {
  switch (node.type) {
    case 'RestElement':
      return e.splice(node, [[node.argument, target(e, node.argument)]]);
    case 'MemberExpression':
      return member(e, node);
    case 'ObjectPattern':
      return e.splice(
        node,
        node.properties.flatMap(property => patternProperty(e, property)),
      );
    case 'ArrayPattern':
      return e.splice(
        node,
        node.elements.filter(element => element !== null).map(element => [element, target(e, element)]),
      );
    case 'AssignmentPattern':
      return e.splice(node, [
        [node.left, target(e, node.left)],
        [node.right, e.visit(node.right)],
      ]);
    case 'TSParameterProperty':
      return e.splice(node, [[node.parameter, target(e, node.parameter)]]);
    default:
      if (isChainLink(node)) return chain(e, node);
      if (isTypeWrapper(node)) return e.splice(node, [[node.expression, target(e, node.expression)]]);
      return e.verbatim(node);
  }
}

function patternProperty(e: Emitter, property: t.ObjectProperty | t.RestElement): Part[] {
  if (property.type === 'RestElement') return [[property, target(e, property)]];
  const key: Part[] = property.computed ? [[property.key, e.visit(property.key)]] : [];
  return [...key, [property.value, target(e, property.value)]];
}

/** `a.b` or `a[b]` without a record of its own. */
export function member(e: Emitter, node: MemberNode): Rope {
  const parts: Part[] = [[node.object, memberObject(e, node.object)]];
  if (node.computed) parts.push([node.property, e.visit(node.property)]);
  return e.splice(node, parts);
}

/** The object of a member: `super`, and a module's or package's name, are not read for their value. */
function memberObject(e: Emitter, object: Node): Rope {
  if (object.type === 'Identifier' && e.context.scope.lookup(object.name)?.imported) return e.verbatim(object);
  return e.visit(object);
}

/** What is called: must stay a reference, so that the call gets its `this`. */
export function callee(e: Emitter, node: Node): Rope {
  if (isTypeWrapper(node)) return e.splice(node, [[node.expression, callee(e, node.expression)]]);
  switch (node.type) {
    case 'Identifier':
    case 'Super':
      return e.verbatim(node);
    case 'MemberExpression':
      return member(e, node);
    default:
      return isChainLink(node) ? chain(e, node) : e.visit(node);
  }
}

/** A link of an optional chain: wrapping one would end the chain there. */
export function chain(e: Emitter, node: Node): Rope {
  if (isTypeWrapper(node)) return e.splice(node, [[node.expression, chain(e, node.expression)]]);
  if (node.type === 'OptionalMemberExpression') {
    const parts: Part[] = [[node.object, link(e, node.object)]];
    if (node.computed) parts.push([node.property, e.visit(node.property)]);
    return e.splice(node, parts);
  }
  if (node.type === 'OptionalCallExpression')
    return e.splice(node, [[node.callee, callee(e, node.callee)], ...e.visitAll(node.arguments)]);
  return e.visit(node);
}

/** Parentheses end a chain, so that what is inside them may be recorded; so may the chain's head. */
function link(e: Emitter, object: Node): Rope {
  return isChainLink(unwrapTypes(object)) && !object.extra?.parenthesized ? chain(e, object) : memberObject(e, object);
}
