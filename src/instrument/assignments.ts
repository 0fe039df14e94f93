/** `=`, `+=` and the like, `++` and `--`. */
import type * as t from '@babel/types';
import { compound, type Place } from './arithmetic';
import { endOf, keyName, type Node, startOf, unwrapTypes } from './ast';
import { identifierSpan } from './bindings';
import type { HelperName } from './contract';
import type { Emitter } from './emitter';
import { type Naming, named, property, variable } from './names';
import { BINARY } from './operands';
import { target } from './patterns';
import { Anchored, type Rope, Verbatim } from './rope';

/** Fields whose assignment an engine wants to hear about: what a node is worth, and its grad. */
const WATCHED = /^_?(data|grad)$/;

export function assignment(e: Emitter, node: t.AssignmentExpression): Rope {
  const helper = node.operator.endsWith('=') ? BINARY[node.operator.slice(0, -1)] : undefined;
  const left = unwrapTypes(node.left);
  if (helper !== undefined && (left.type === 'Identifier' || left.type === 'MemberExpression'))
    return e.withTemporaries(() => arithmeticAssignment(e, node, left, helper));
  const naming = /^(=|\?\?=|\|\|=|&&=)$/.test(node.operator) ? namingOf(left) : undefined;
  const value = naming === undefined ? e.visit(node.right) : named(e, node.right, naming);
  return e.splice(node, [
    [node.left, target(e, node.left)],
    [node.right, watched(e, left, node.right, value)],
  ]);
}

/** What an assignment to `left` calls its value. */
function namingOf(left: Node): Naming | undefined {
  if (left.type === 'Identifier') return variable(left);
  if (left.type !== 'MemberExpression') return undefined;
  if (left.computed) return namingOfKey(left);
  const name = keyName(left.property);
  return name === undefined ? undefined : property(name, left.property);
}

/** The same for a key in brackets that the source spells out: `o['a']` is `a`, `xs[0]` is `xs[0]`. */
function namingOfKey(left: t.MemberExpression): Naming | undefined {
  const { object, property: key } = left;
  if (key.type === 'StringLiteral') return property(key.value, key);
  const list = object.type === 'MemberExpression' && !object.computed ? object.property : object;
  const name = keyName(list);
  return name === undefined || key.type !== 'NumericLiteral' ? undefined : property(`${name}[${key.value}]`, left);
}

/** The value of an assignment to a watched field tells the runtime its site right before it is written. */
function watched(e: Emitter, left: Node, right: Node, value: Rope): Rope {
  if (left.type !== 'MemberExpression' || left.computed) return value;
  const name = keyName(left.property)?.replace(/^#/, '') ?? '';
  return WATCHED.test(name) ? e.call('write', right, value, e.site(left, 'write', name)) : value;
}

/** Where an assignment writes, with object and key evaluated once. */
interface Target extends Place {
  /** The text before the `=`. */
  written: Rope;
}

function assignable(e: Emitter, left: t.Identifier | t.MemberExpression): Target {
  if (left.type === 'Identifier') {
    const name = new Verbatim(identifierSpan(left).start, identifierSpan(left).end);
    return { written: name, read: left.name, node: left };
  }
  const object = once(e, left.object);
  const breaks = e.lineBreaks(endOf(left.object), startOf(left.property));
  const after = e.lineBreaks(endOf(left.property), endOf(left));
  if (!left.computed) {
    const key = `.${e.text(left.property)}`;
    return { written: [object.written, breaks, key, after], read: `${object.read}${key}`, node: left };
  }
  const key = propertyKey(e, left.property);
  return {
    written: [object.written, breaks, '[', key.written, after, ']'],
    read: `${object.read}[${key.read}]`,
    node: left,
  };
}

/** An object that is written to: evaluated into a temporary unless reading it again changes nothing. */
function once(e: Emitter, object: Node): { written: Rope; read: string } {
  if (object.type === 'ThisExpression' || object.type === 'Super' || object.type === 'Identifier') {
    const text = e.text(object);
    const constant = object.type === 'Identifier' ? e.constant(object.name) : undefined;
    if (constant) e.sites.readsConstant(e.site(object, 'read', text), constant);
    return { written: e.verbatim(object), read: text };
  }
  const temporary = e.temporary();
  const value = object.type === 'SequenceExpression' ? ['(', e.visit(object), ')'] : e.visit(object);
  return { written: [`(${temporary}=`, value, ')'], read: temporary };
}

/** A computed key, evaluated once; reading a name again right away gives the same. */
function propertyKey(e: Emitter, key: Node): { written: Rope; read: string } {
  if (key.type === 'NumericLiteral' || key.type === 'StringLiteral')
    return { written: e.verbatim(key), read: e.text(key) };
  if (key.type === 'Identifier') return { written: e.visit(key), read: key.name };
  const temporary = e.temporary();
  const value = key.type === 'SequenceExpression' ? ['(', e.visit(key), ')'] : e.visit(key);
  return { written: [`${temporary}=`, value], read: temporary };
}

/** `x += y` becomes `x = x + y`, whatever `x` holds. */
function arithmeticAssignment(
  e: Emitter,
  node: t.AssignmentExpression,
  left: t.Identifier | t.MemberExpression,
  helper: HelperName,
): Rope {
  const place = assignable(e, left);
  const sign = node.operator.slice(0, -1);
  const at = operatorOffset(e, node);
  const naming = namingOf(left);
  const nameSite = naming && {
    site: e.sites.add(naming.span, 'name', naming.name),
    property: naming.property,
  };
  const operator = { helper, sign, end: at + node.operator.length };
  const { rope } = compound(e, node, place, operator, node.right, nameSite);
  const breaks = [e.lineBreaks(startOf(node), startOf(left)), e.lineBreaks(endOf(left), at)];
  return [breaks[0], place.written, breaks[1], '=', watched(e, left, node.right, rope)];
}

/** Where the operator stands, past comments that may contain one. */
function operatorOffset(e: Emitter, node: t.AssignmentExpression): number {
  let at = endOf(node.left);
  for (;;) {
    if (e.source.startsWith('/*', at)) at = e.source.indexOf('*/', at) + 2;
    else if (e.source.startsWith('//', at)) at = e.source.indexOf('\n', at);
    else if (e.source.startsWith(node.operator, at)) return at;
    else at++;
  }
}

/** `x++`; `unused`: nobody reads the value of the expression, so that the old one need not be kept. */
export function update(e: Emitter, node: t.UpdateExpression, unused = false): Rope {
  const left = unwrapTypes(node.argument);
  if (left.type !== 'Identifier' && left.type !== 'MemberExpression')
    return e.splice(node, [[node.argument, target(e, node.argument)]]);
  const wantsNew = unused || node.prefix;
  if (left.type === 'Identifier' && e.changeable.isCounter(left.name)) return countedStep(e, node, left, wantsNew);
  return e.withTemporaries(() => step(e, node, left, wantsNew));
}

/** `i++` where `i` can only be a number. */
function countedStep(e: Emitter, node: t.UpdateExpression, left: t.Identifier, wantsNew: boolean): Rope {
  const { site } = stepSite(e, node, left, true);
  const { operator } = node;
  const native = wantsNew ? `${operator}${left.name}` : `${left.name}${operator}`;
  const breaks = e.lineBreaks(startOf(node), endOf(node));
  return [
    `(${e.helper('counts')}[${site}]++,${e.helper('numbers')}[${site}]=`,
    new Anchored(startOf(node), native),
    breaks,
    ')',
  ];
}

/** The site of a step, and how to name its value: the variable or property shows the same. */
function stepSite(e: Emitter, node: t.UpdateExpression, left: Node, isValue: boolean) {
  const site = e.site(node, 'op', node.operator);
  if (isValue) e.recorded.set(node, site);
  const naming = namingOf(left);
  if (naming === undefined) return { site, name: (value: Rope): Rope => value };
  const nameSite = e.sites.add(naming.span, 'name', naming.name);
  e.sites.sameValue(nameSite, site);
  const rest = `,${nameSite}${naming.property ? ',1' : ''})`;
  return { site, name: (value: Rope): Rope => [`${e.helper('name')}(`, value, rest] };
}

function step(e: Emitter, node: t.UpdateExpression, left: t.Identifier | t.MemberExpression, wantsNew: boolean): Rope {
  const { site, name } = stepSite(e, node, left, wantsNew);
  const place = assignable(e, left);
  const sign = node.operator[0];
  const old = left.type === 'Identifier' && wantsNew ? left.name : e.temporary();
  const isName = old === place.read;
  const kept = `${e.helper('counts')}[${site}]++,${e.helper('numbers')}[${site}]=${old}${sign}1`;
  const slow = new Anchored(startOf(node), `${e.helper(sign === '+' ? 'inc' : 'dec')}(`);
  const operand = wantsNew ? old : `${old}=${e.helper('numeric')}(${old})`;
  const read = isName ? old : `(${old}=${place.read})`;
  const value: Rope = [`(typeof ${read}==="number"?(${kept}):`, e.framed(name([slow, `${operand},${site})`])), ')'];
  const breaks = e.lineBreaks(startOf(node), startOf(left)) + e.lineBreaks(endOf(left), endOf(node));
  const assigned: Rope = [place.written, '=', watched(e, left, node, value), breaks];
  return wantsNew ? ['(', assigned, ')'] : ['(', assigned, `,${old})`];
}
