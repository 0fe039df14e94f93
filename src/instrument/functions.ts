/**
 * Functions: each counts a step, records its parameters, and has a frame of its own if anything in it can call, wait or
 * loop. The body is changed from inside; the function itself is never wrapped, so that `name` and `length` stay.
 */
import type * as t from '@babel/types';
import {
  childrenOf,
  endOf,
  type FunctionNode,
  identifiersOf,
  isFunction,
  isLoop,
  type Node,
  outerStartOf,
  startOf,
} from './ast';
import { bindParameters } from './bindings';
import type { Emitter, Part } from './emitter';
import { statementList } from './lists';
import { target } from './patterns';
import { type Rope, Verbatim } from './rope';
import { declareLexical, declareVars, Scope } from './scope';

/** Nodes that need the frame of the function they stand in. */
const FRAMED = new Set<Node['type']>([
  'CallExpression',
  'OptionalCallExpression',
  'NewExpression',
  'TaggedTemplateExpression',
  'AwaitExpression',
  'YieldExpression',
  'TryStatement',
]);

function needsFrame(node: Node): boolean {
  if (FRAMED.has(node.type) || isLoop(node)) return true;
  return childrenOf(node).some(child => !isFunction(child) && needsFrame(child));
}

/** A function with `name` for its scope and its site; functions without one are anonymous. */
export function visitFunction(e: Emitter, node: FunctionNode, name?: string): Rope {
  const parts: Part[] = [];
  const method = node.type === 'ObjectMethod' || node.type === 'ClassMethod';
  if (method && node.computed) parts.push([node.key, e.visit(node.key)]);
  const scope = functionScope(e, node);
  e.within({ scope, temporaries: null, leaf: null }, () => {
    for (const parameter of node.params) parts.push([parameter, target(e, parameter)]);
  });
  parts.push(e.within({ scope, temporaries: [], leaf: null }, () => body(e, node, name)));
  return e.splice(node, parts);
}

function functionScope(e: Emitter, node: FunctionNode): Scope {
  const scope = new Scope(e.context.scope);
  if (node.type === 'FunctionExpression' && node.id) scope.declare(node.id.name);
  for (const parameter of node.params) for (const { name } of identifiersOf(parameter)) scope.declare(name);
  declareVars(scope, node.body);
  if (node.body.type === 'BlockStatement') declareLexical(scope, node.body.body);
  return scope;
}

function body(e: Emitter, node: FunctionNode, name: string | undefined): Part {
  const isEmpty = node.body.type === 'BlockStatement' && node.body.body.length === 0;
  if (isEmpty) return [node.body, e.verbatim(node.body)];
  const framed = needsFrame(node.body) || node.async || isGenerator(node);
  const site = e.site(node, 'function', name);
  const parameters = bindParameters(e, node.params);
  if (!framed) {
    const leaf = { site, isMethod: hasReceiver(node) };
    return e.within({ leaf }, () => plainBody(e, node, [stepText(e, site), ...parameters]));
  }
  const frame = e.fresh();
  return e.within({ callFrame: frame, frame }, () => {
    const receiver = hasReceiver(node) ? ',this' : '';
    const enter = `const ${frame}=${e.helper('enter')}(${site}${receiver});try{${parameters.map(call => `${call};`).join('')}`;
    return blockBody(e, node, enter, `}finally{${e.helper('leave')}(${frame})}`);
  });
}

const isGenerator = (node: FunctionNode): boolean => 'generator' in node && !!node.generator;

/** Whether `this` is an object that the function is a method of, and may be read at its start. */
function hasReceiver(node: FunctionNode): boolean {
  if (node.type === 'ObjectMethod') return true;
  return (
    (node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod') && !node.static && node.kind !== 'constructor'
  );
}

const stepText = (e: Emitter, site: number): string => `--${e.helper('steps')}[0]<0&&${e.helper('trip')}(${site})`;

/** A body that needs no frame; `x => x + 1` stays an expression unless it needs temporaries. */
function plainBody(e: Emitter, node: FunctionNode, calls: readonly string[]): Part {
  if (node.body.type === 'BlockStatement') return blockBody(e, node, calls.map(call => `${call};`).join(''), '');
  const inner = expressionBody(e, node as t.ArrowFunctionExpression);
  const { temporaries } = e.context;
  if (temporaries === null || temporaries.length === 0)
    return [inner.span, ['(', calls.join(','), ',', inner.rope, ')']];
  return [inner.span, [`{let ${temporaries.join(',')};${calls.join(';')};return `, inner.rope, ';}']];
}

/** The expression of an arrow function with the parentheses around it. */
function expressionBody(e: Emitter, node: t.ArrowFunctionExpression) {
  const span = { start: outerStartOf(node.body), end: endOf(node) };
  const rope = [
    new Verbatim(span.start, startOf(node.body)),
    e.visit(node.body),
    new Verbatim(endOf(node.body), span.end),
  ];
  return { span, rope };
}

function blockBody(e: Emitter, node: FunctionNode, head: string, tail: string): Part {
  const temporaries = (): string => {
    const names = e.context.temporaries ?? [];
    return names.length === 0 ? '' : `let ${names.join(',')};`;
  };
  if (node.body.type !== 'BlockStatement') {
    const inner = expressionBody(e, node as t.ArrowFunctionExpression);
    return [inner.span, ['{', temporaries(), head, 'return ', inner.rope, ';', tail, '}']];
  }
  const { body: block } = node;
  const last = block.directives.at(-1);
  const start = last === undefined ? startOf(block) + 1 : endOf(last);
  const inner = e.splice(block, statementList(e, block.body), start, endOf(block) - 1);
  const opening = [new Verbatim(startOf(block), start), last === undefined ? '' : ';'];
  return [block, [opening, temporaries(), head, inner, tail, new Verbatim(endOf(block) - 1, endOf(block))]];
}
