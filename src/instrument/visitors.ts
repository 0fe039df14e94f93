/** Which part of the transform is in charge of which syntax. */
import type * as t from '@babel/types';
import { assignment, update } from './assignments';
import { isFunction, isLoop, isTypeWrapper, keyName, type Node } from './ast';
import { classNode } from './classes';
import type { Emitter } from './emitter';
import * as expressions from './expressions';
import { visitFunction } from './functions';
import { block } from './lists';
import { loop } from './loops';
import type { Rope } from './rope';
import * as statements from './statements';
import { visitUnused } from './unused';

type Visitors = { [T in Node['type']]?: (e: Emitter, node: Extract<Node, { type: T }>) => Rope };

const untouched = (e: Emitter, node: Node): Rope => e.verbatim(node);

const VISITORS: Visitors = {
  ImportDeclaration: untouched,
  ExportAllDeclaration: untouched,
  Directive: untouched,
  NumericLiteral: untouched,
  StringLiteral: untouched,
  ThisExpression: untouched,
  PrivateName: untouched,
  BreakStatement: untouched,
  ContinueStatement: untouched,
  ExportNamedDeclaration: (e, node) =>
    node.declaration && node.exportKind !== 'type' ? e.splice(node, e.visitAll([node.declaration])) : e.verbatim(node),
  ExportDefaultDeclaration: (e, node) => e.splice(node, [[node.declaration, defaultExport(e, node.declaration)]]),
  ExpressionStatement: (e, node) => e.splice(node, [[node.expression, visitUnused(e, node.expression)]]),
  VariableDeclaration: statements.variableDeclaration,
  LabeledStatement: statements.labeledStatement,
  ThrowStatement: statements.throwStatement,
  TryStatement: statements.tryStatement,
  SwitchStatement: statements.switchStatement,
  BlockStatement: (e, node) => block(e, node),
  ClassDeclaration: (e, node) => classNode(e, node),
  ClassExpression: (e, node) => classNode(e, node),
  AssignmentExpression: assignment,
  UpdateExpression: (e, node) => update(e, node),
  Identifier: expressions.identifier,
  BinaryExpression: expressions.binary,
  UnaryExpression: expressions.unary,
  MemberExpression: expressions.memberExpression,
  OptionalMemberExpression: expressions.optionalMember,
  CallExpression: expressions.callExpression,
  OptionalCallExpression: expressions.optionalCall,
  NewExpression: expressions.newExpression,
  TaggedTemplateExpression: expressions.taggedTemplate,
  TemplateLiteral: expressions.template,
  ConditionalExpression: (e, node) => e.see(node, e.visitChildren(node)),
  LogicalExpression: expressions.logical,
  AwaitExpression: expressions.suspension,
  YieldExpression: expressions.suspension,
  ObjectProperty: expressions.objectProperty,
  MetaProperty: expressions.metaProperty,
};

/** What stands in place of `node`; every part of the transform comes back here for its children. */
export function visit(e: Emitter, node: Node): Rope {
  const visitor = VISITORS[node.type] as ((e: Emitter, node: Node) => Rope) | undefined;
  if (visitor !== undefined) return visitor(e, node);
  if (isFunction(node)) return visitFunction(e, node, functionName(node));
  if (isLoop(node)) return loop(e, node);
  if (isTypeWrapper(node)) return e.splice(node, e.visitAll([node.expression]));
  return node.type.startsWith('TS') ? e.verbatim(node) : e.visitChildren(node);
}

function functionName(node: Parameters<typeof visitFunction>[1]): string | undefined {
  if ('key' in node) return keyName(node.key);
  return 'id' in node && node.id ? node.id.name : undefined;
}

function defaultExport(e: Emitter, declaration: t.ExportDefaultDeclaration['declaration']): Rope {
  if (isFunction(declaration)) return visitFunction(e, declaration, functionName(declaration) ?? 'default');
  return e.visit(declaration);
}
