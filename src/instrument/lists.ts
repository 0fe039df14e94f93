/** Lists of statements: the places where a statement may be put between two others. */
import type * as t from '@babel/types';
import { type Node, startOf } from './ast';
import { bindPattern } from './bindings';
import type { Emitter, Part } from './emitter';
import { firstCharacter, type Rope } from './rope';
import { declareLexical, Scope } from './scope';

/** The statements of one list, each with what stands in its place. */
export function statementList(e: Emitter, statements: readonly Node[]): Part[] {
  return statements.map(statement => [statement, listed(e, statement)]);
}

function listed(e: Emitter, statement: Node): Rope {
  const rope = e.visit(statement);
  const bound = boundAfter(e, statement);
  if (bound !== '') return [rope, ';', bound];
  // A statement that now begins with `(` must not become a call of the line before it, which may have no semicolon.
  const begins = statement.type === 'ExpressionStatement' && firstCharacter(rope, e.source) === '(';
  return begins && e.source[startOf(statement)] !== '(' ? [';', rope] : rope;
}

/** What to run after a statement that binds or assigns through patterns. */
function boundAfter(e: Emitter, statement: Node): string {
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration) return boundAfter(e, statement.declaration);
  if (statement.type === 'VariableDeclaration' && !statement.declare) return declared(e, statement);
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'AssignmentExpression') return '';
  const { left, operator } = statement.expression;
  const isPattern = left.type === 'ObjectPattern' || left.type === 'ArrayPattern';
  return isPattern && operator === '=' ? bindPattern(e, left) : '';
}

function declared(e: Emitter, declaration: t.VariableDeclaration): string {
  return declaration.declarations
    .map(({ id, init }) => (id.type !== 'Identifier' && init ? bindPattern(e, id) : ''))
    .join('');
}

/** `{ … }` with `first` before its first statement. */
export function block(e: Emitter, node: t.BlockStatement, first: Rope = ''): Rope {
  const scope = new Scope(e.context.scope);
  declareLexical(scope, node.body);
  const start = startOf(node) + 1;
  return e.within({ scope }, () => ['{', first, e.splice(node, statementList(e, node.body), start)]);
}
