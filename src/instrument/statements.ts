/** Statements that are more than their parts: declarations, labels, `try`, and what has a scope. */
import type * as t from '@babel/types';
import { identifiersOf, isLoop, type Node } from './ast';
import { bindPattern } from './bindings';
import type { Emitter, Part } from './emitter';
import { block, statementList } from './lists';
import { loop } from './loops';
import { named, variable } from './names';
import { target } from './patterns';
import type { Rope } from './rope';
import { declareLexical, Scope } from './scope';

export function variableDeclaration(e: Emitter, node: t.VariableDeclaration): Rope {
  if (node.declare) return e.verbatim(node);
  return e.splice(
    node,
    node.declarations.map(declarator => [declarator, variableDeclarator(e, declarator)]),
  );
}

function variableDeclarator(e: Emitter, node: t.VariableDeclarator): Rope {
  const { id, init } = node;
  const parts: Part[] = [];
  if (id.type !== 'Identifier') parts.push([id, target(e, id)]);
  if (init) parts.push([init, id.type === 'Identifier' ? named(e, init, variable(id)) : e.visit(init)]);
  return e.splice(node, parts);
}

/** A labelled loop keeps its labels; a labelled block may be left from inside loops, whose frames end here. */
export function labeledStatement(e: Emitter, node: t.LabeledStatement): Rope {
  let labelled: Node = node;
  while (labelled.type === 'LabeledStatement') labelled = labelled.body;
  if (isLoop(labelled)) return loop(e, labelled, node);
  const text = e.splice(node, [[node.body, e.visit(node.body)]]);
  return ['{', text, `;${e.helper('end')}(${e.context.frame})}`];
}

/** What is thrown need not be an error that knows where it was made: its place is noted. */
export function throwStatement(e: Emitter, node: t.ThrowStatement): Rope {
  const { argument } = node;
  const rope = e.call('thrown', argument, e.visit(argument), e.site(argument, 'expression'));
  return e.splice(node, [[argument, rope]]);
}

/** `catch` and `finally` find the frame again, and let a reached limit through. */
export function tryStatement(e: Emitter, node: t.TryStatement): Rope {
  const { callFrame, frame } = e.context;
  const caught = `${e.helper('caught')}(${callFrame},${frame});`;
  const parts: Part[] = [[node.block, e.visit(node.block)]];
  if (node.handler) parts.push([node.handler, catchClause(e, node.handler, caught)]);
  if (node.finalizer) parts.push([node.finalizer, block(e, node.finalizer, caught)]);
  return e.splice(node, parts);
}

function catchClause(e: Emitter, node: t.CatchClause, caught: string): Rope {
  const scope = new Scope(e.context.scope);
  const { param } = node;
  if (param) declareCaught(scope, param);
  return e.within({ scope }, () => {
    const parts: Part[] = param ? [[param, target(e, param)]] : [];
    parts.push([node.body, block(e, node.body, param ? caught + bindPattern(e, param) : caught)]);
    return e.splice(node, parts);
  });
}

function declareCaught(scope: Scope, param: Node): void {
  for (const { name } of identifiersOf(param)) scope.declare(name);
}

export function switchStatement(e: Emitter, node: t.SwitchStatement): Rope {
  const scope = new Scope(e.context.scope);
  declareLexical(
    scope,
    node.cases.flatMap(({ consequent }) => consequent),
  );
  const discriminant: Part = [node.discriminant, e.visit(node.discriminant)];
  return e.within({ scope }, () =>
    e.splice(node, [discriminant, ...node.cases.map((clause): Part => [clause, switchCase(e, clause)])]),
  );
}

function switchCase(e: Emitter, node: t.SwitchCase): Rope {
  return e.splice(node, [...e.visitAll([node.test]), ...statementList(e, node.consequent)]);
}
