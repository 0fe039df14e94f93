/** Expressions that are recorded: variables, members, calls, and what waits. */
import type * as t from '@babel/types';
import { arithmetic } from './arithmetic';
import { endOf, isFunction, keyName, type Node, outerStartOf, startOf, unwrapTypes } from './ast';
import { inParts } from './chains';
import type { Emitter, Part } from './emitter';
import { visitFunction } from './functions';
import { named, property } from './names';
import { asArithmetic } from './operands';
import { callee, chain, member } from './patterns';
import { type Rope, Verbatim } from './rope';

/** A variable where its value is read: recorded only if it can have changed since it was bound. */
export function identifier(e: Emitter, node: t.Identifier): Rope {
  if (e.context.scope.lookup(node.name) === undefined) return e.verbatim(node);
  const constant = e.constant(node.name);
  if (constant === undefined) return e.see(node, e.verbatim(node), 'read', node.name);
  e.sites.readsConstant(e.site(node, 'read', node.name), constant);
  return e.verbatim(node);
}

export function binary(e: Emitter, node: t.BinaryExpression): Rope {
  const tree = asArithmetic(node);
  if (tree) return arithmetic(e, tree).rope;
  if (node.left.type === 'PrivateName') return e.splice(node, e.visitAll([node.right]));
  return inParts(e, node, () => e.see(node, e.visitChildren(node)));
}

export const logical = (e: Emitter, node: t.LogicalExpression): Rope =>
  inParts(e, node, () => e.see(node, e.visitChildren(node)));

export function unary(e: Emitter, node: t.UnaryExpression): Rope {
  const tree = asArithmetic(node);
  if (tree) return arithmetic(e, tree).rope;
  const { operator, argument } = node;
  const inner = unwrapTypes(argument);
  if (operator === 'delete') return e.splice(node, [[argument, callee(e, argument)]]);
  // `typeof x` is no error where `x` is not declared
  if (operator === 'typeof' && inner.type === 'Identifier') return e.verbatim(node);
  const text = e.visitChildren(node);
  const isPlain = operator === 'void' || operator === 'typeof' || operator === '-';
  return isPlain ? text : e.see(node, text);
}

export function memberExpression(e: Emitter, node: t.MemberExpression): Rope {
  return e.see(node, member(e, node), 'member', keyName(node.property));
}

export function optionalMember(e: Emitter, node: t.OptionalMemberExpression): Rope {
  return e.see(node, chain(e, node), 'member', keyName(node.property));
}

/** The result of a call: what it made on the way belongs to this site. */
function result(e: Emitter, node: Node, called: Node, text: Rope): Rope {
  const site = e.site(node, 'call', calledName(called));
  e.recorded.set(node, site);
  return e.call('result', node, text, site);
}

function calledName(called: Node): string | undefined {
  const inner = unwrapTypes(called);
  if (inner.type === 'MemberExpression' || inner.type === 'OptionalMemberExpression') return keyName(inner.property);
  return keyName(inner);
}

export function callExpression(e: Emitter, node: t.CallExpression): Rope {
  const parts: Part[] = e.visitAll(node.arguments);
  if (node.callee.type === 'Super') return e.splice(node, parts);
  const called = node.callee.type === 'Import' ? e.helper('import') : callee(e, node.callee);
  return result(e, node, node.callee, e.splice(node, [[node.callee, called], ...parts]));
}

export const optionalCall = (e: Emitter, node: t.OptionalCallExpression): Rope =>
  result(e, node, node.callee, chain(e, node));

export const newExpression = (e: Emitter, node: t.NewExpression): Rope =>
  result(e, node, node.callee, e.splice(node, [...constructed(e, node.callee), ...e.visitAll(node.arguments)]));

const IN_NEW = new Set<Node['type']>(['ClassExpression', 'FunctionExpression', 'MetaProperty']);

/** `new a.b.C(…)`: a path of names stays as it is, since no call may stand in it. */
function constructed(e: Emitter, called: Node): Part[] {
  let head = called;
  while (head.type === 'MemberExpression' && !head.extra?.parenthesized) head = head.object;
  return IN_NEW.has(head.type) || head.extra?.parenthesized ? [[head, e.visit(head)]] : [];
}

export function taggedTemplate(e: Emitter, node: t.TaggedTemplateExpression): Rope {
  const tag: Part = [node.tag, callee(e, node.tag)];
  return result(e, node, node.tag, e.splice(node, [tag, ...e.visitAll(node.quasi.expressions)]));
}

export function template(e: Emitter, node: t.TemplateLiteral): Rope {
  if (node.expressions.length === 0) return e.verbatim(node);
  return e.see(node, e.splice(node, e.visitAll(node.expressions)));
}

/** `await x` and `yield x`: the frame is left before the wait and found again after it. */
export function suspension(e: Emitter, node: t.AwaitExpression | t.YieldExpression): Rope {
  const { argument } = node;
  const { callFrame, frame } = e.context;
  const start = argument ? outerStartOf(argument) : endOf(node);
  const suspended: Rope = argument
    ? [
        `${e.helper('suspend')}(${callFrame},`,
        new Verbatim(start, startOf(argument)),
        e.visit(argument),
        new Verbatim(endOf(argument), endOf(node)),
        ')',
      ]
    : `${e.helper('suspend')}(${callFrame})`;
  const waited = [new Verbatim(startOf(node), start), ' ', suspended];
  return e.see(node, [`${e.helper('resume')}(${callFrame},${frame},`, waited, ')']);
}

export function objectProperty(e: Emitter, node: t.ObjectProperty): Rope {
  const parts: Part[] = node.computed ? [[node.key, e.visit(node.key)]] : [];
  if (!node.shorthand) parts.push([node.value, propertyValue(e, node)]);
  return e.splice(node, parts);
}

function propertyValue(e: Emitter, { key, value, computed }: t.ObjectProperty): Rope {
  const name = computed ? undefined : keyName(key);
  if (name !== undefined && name !== '__proto__') return named(e, value, property(name, key));
  return isFunction(value) ? visitFunction(e, value) : e.visit(value);
}

export function metaProperty(e: Emitter, node: t.MetaProperty): Rope {
  return node.meta.name === 'import' ? e.helper('meta') : e.verbatim(node);
}
