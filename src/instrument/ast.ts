/** Facts about nodes of the syntax tree that the transform asks for everywhere. */
import type * as t from '@babel/types';

export type Node = t.Node;
export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;
export type LoopNode = t.ForStatement | t.ForInStatement | t.ForOfStatement | t.WhileStatement | t.DoWhileStatement;
export type MemberNode = t.MemberExpression | t.OptionalMemberExpression;

/** The parser always sets both offsets; its types only allow for nodes made by hand. */
export const startOf = (node: Node): number => node.start!;
export const endOf = (node: Node): number => node.end!;

/** Where the node starts with the parentheses around it. */
export function outerStartOf(node: Node): number {
  return node.extra?.parenthesized ? (node.extra.parenStart as number) : startOf(node);
}

const FUNCTIONS = new Set<string>([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);
export const isFunction = (node: Node): node is FunctionNode => FUNCTIONS.has(node.type);

const LOOPS = new Set<string>([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);
export const isLoop = (node: Node): node is LoopNode => LOOPS.has(node.type);

/** A link of an optional chain after its first `?.`. */
export const isChainLink = (node: Node): node is t.OptionalMemberExpression | t.OptionalCallExpression =>
  node.type === 'OptionalMemberExpression' || node.type === 'OptionalCallExpression';

/** Type syntax around an expression: `x as T`, `x satisfies T`, `x!`, `<T>x`, `f<T>`. */
export type TypeWrapper =
  | t.TSAsExpression
  | t.TSSatisfiesExpression
  | t.TSNonNullExpression
  | t.TSTypeAssertion
  | t.TSInstantiationExpression;
const TYPE_WRAPPERS = new Set<string>([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
]);
export const isTypeWrapper = (node: Node): node is TypeWrapper => TYPE_WRAPPERS.has(node.type);

/** The expression without the type syntax around it. */
export function unwrapTypes(node: Node): Node {
  let inner = node;
  while (isTypeWrapper(inner)) inner = inner.expression;
  return inner;
}

/** Keys that hold types or book-keeping, never code that runs. */
const NOT_CODE = new Set([
  'type',
  'start',
  'end',
  'loc',
  'range',
  'extra',
  'typeAnnotation',
  'typeParameters',
  'typeArguments',
  'returnType',
  'superTypeParameters',
  'implements',
  'predicate',
  'attributes',
  'assertions',
  'leadingComments',
  'trailingComments',
  'innerComments',
]);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

/** The nodes right below `node` that hold code, in source order. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (NOT_CODE.has(key)) continue;
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children.sort((a, b) => startOf(a) - startOf(b));
}

/**
 * Calls `enter` for the node and all below it that holds code, in source order; what is below a node for which it
 * returns false is left out. Without recursion: the tree of a long sum is as deep as the sum is long.
 */
export function walk(root: Node, enter: (node: Node) => boolean): void {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
    if (enter(node)) waiting.push(...childrenOf(node).reverse());
}

/** The identifiers that a pattern binds or assigns to; members in it are left out. */
export function* identifiersOf(pattern: Node | null | undefined): Generator<t.Identifier> {
  if (!pattern) return;
  switch (pattern.type) {
    case 'Identifier':
      yield pattern;
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties)
        yield* identifiersOf(property.type === 'RestElement' ? property : property.value);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) yield* identifiersOf(element);
      break;
    case 'AssignmentPattern':
      yield* identifiersOf(pattern.left);
      break;
    case 'RestElement':
      yield* identifiersOf(pattern.argument);
      break;
    case 'TSParameterProperty':
      yield* identifiersOf(pattern.parameter);
      break;
    default:
      if (isTypeWrapper(pattern)) yield* identifiersOf(pattern.expression);
  }
}

/** The name of a key that is no expression: `a`, `#a`, `'a'`, `1`. */
export function keyName(key: Node): string | undefined {
  switch (key.type) {
    case 'Identifier':
      return key.name;
    case 'PrivateName':
      return `#${key.id.name}`;
    case 'StringLiteral':
    case 'NumericLiteral':
      return String(key.value);
    default:
      return undefined;
  }
}
