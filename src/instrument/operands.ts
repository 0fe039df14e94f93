/**
 * An arithmetic expression as a tree of operations over leaves.
 *
 * The transform tests all leaves at once and then runs the whole tree natively, so every leaf is evaluated before the
 * first operation. That keeps JavaScript's order only if no leaf with effects comes after an operation whose operands
 * could be objects; such an operation becomes a leaf of its own (`(a * b) + f()`: first the product, then the call).
 */
import type * as t from '@babel/types';
import { childrenOf, isFunction, type Node, unwrapTypes } from './ast';
import type { HelperName } from './contract';
import type { Emitter } from './emitter';

export const BINARY: Readonly<Record<string, HelperName>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '**': 'pow',
  '<': 'lt',
  '>': 'gt',
  '<=': 'le',
  '>=': 'ge',
  '==': 'eq',
  '!=': 'ne',
};

export const isEquality = (operator: string): boolean => /^[!=]=$/.test(operator);
export const isComparison = (operator: string): boolean => /^[<>]=?$/.test(operator) || isEquality(operator);

export interface Leaf {
  leaf: true;
  /** The operand as written, with type syntax. */
  node: Node;
  inner: Node;
  /** What stands for it in the native expression: a literal, an identifier or a temporary. */
  name: string;
  literal: boolean;
  /** The operand is evaluated into the temporary `name`. */
  temporary: boolean;
  /** Where its value is recorded with the tree's. */
  site?: number;
}

export interface Operation {
  leaf: false;
  helper: HelperName;
  /** As written between the operands, or before the only one. */
  sign: string;
  node: Node;
  a: Term;
  /** Absent for unary minus. */
  b?: Term;
  site: number;
}

export type Term = Leaf | Operation;

export type Arithmetic = t.BinaryExpression | t.UnaryExpression;

/** More leaves in one tree would make the slow branch long; what has more gets several trees, one within the other. */
const MOST_LEAVES = 10;

const isNumber = (node: Node): boolean => node.type === 'NumericLiteral';
const isText = (node: Node): boolean => node.type === 'StringLiteral' || node.type === 'TemplateLiteral';

/** `1`, `-1`. */
const isLiteral = (node: Node): boolean =>
  isNumber(node) || (node.type === 'UnaryExpression' && node.operator === '-' && isNumber(node.argument));

/** What neither is a number nor an engine's value. */
const OTHER = new Set<Node['type']>([
  'StringLiteral',
  'TemplateLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'BigIntLiteral',
  'RegExpLiteral',
  'ArrayExpression',
  'ObjectExpression',
]);
const isOther = (node: Node): boolean =>
  OTHER.has(node.type) ||
  (node.type === 'Identifier' && node.name === 'undefined') ||
  (node.type === 'UnaryExpression' && /^(typeof|void|!|delete)$/.test(node.operator));

/** The node if an engine's values could be its operands: not so for `v == null`, which asks for no number. */
export function asArithmetic(node: Node): Arithmetic | undefined {
  if (node.type === 'UnaryExpression') {
    const { operator, argument } = node;
    return operator === '-' && !isLiteral(unwrapTypes(argument)) && argument.type !== 'BigIntLiteral'
      ? node
      : undefined;
  }
  if (node.type !== 'BinaryExpression' || BINARY[node.operator] === undefined) return undefined;
  const left = unwrapTypes(node.left);
  const right = unwrapTypes(node.right);
  if (isLiteral(left) && isLiteral(right)) return undefined;
  if (isEquality(node.operator)) return isOther(left) || isOther(right) ? undefined : node;
  return isText(left) && isText(right) ? undefined : node;
}

const effects = new WeakMap<Node, boolean>();
const PLAIN = new Set<Node['type']>([
  'Identifier',
  'ThisExpression',
  'Super',
  'PrivateName',
  'MemberExpression',
  'BinaryExpression',
  'UnaryExpression',
  'LogicalExpression',
  'ConditionalExpression',
  'NumericLiteral',
  'StringLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'BigIntLiteral',
  'RegExpLiteral',
  'ArrayExpression',
  'MetaProperty',
]);

/** Whether evaluating `node` may do something; reading a member is held to do nothing that an operator could notice. */
function hasEffects(node: Node): boolean {
  const known = effects.get(node);
  if (known !== undefined) return known;
  const inner = unwrapTypes(node);
  const result = !isFunction(inner) && (!PLAIN.has(inner.type) || childrenOf(inner).some(hasEffects));
  effects.set(node, result);
  return result;
}

/** The number of leaves if the whole tree under `node` became one, or `most` if there are not fewer. */
function leafCount(node: Node, most: number): number {
  const waiting = [node];
  let leaves = 0;
  // Each of those that wait has at least one.
  while (waiting.length > 0 && leaves + waiting.length < most) {
    const inner = asArithmetic(unwrapTypes(waiting.pop()!));
    if (inner === undefined) leaves++;
    else if (inner.type === 'UnaryExpression') waiting.push(inner.argument);
    else waiting.push(inner.left, inner.right);
  }
  return leaves + waiting.length;
}

/** Collects the tree under an operator; the leaves are pushed in the order in which they are evaluated. */
export class TreeCollector {
  readonly leaves: Leaf[] = [];

  constructor(private readonly e: Emitter) {}

  /** `room`: the number of leaves that the operation may have. */
  operation(node: Arithmetic, room = MOST_LEAVES): Operation {
    const site = this.e.site(node, 'op', node.type === 'UnaryExpression' ? 'neg' : node.operator);
    if (node.type === 'UnaryExpression') {
      const a = this.term(node.argument, room);
      return { leaf: false, helper: 'neg', sign: '-', node, a, site };
    }
    const size = leafCount(node.right, room);
    const rightRoom = size < room ? size : 1;
    const a = hasEffects(node.right) ? this.leaf(node.left) : this.term(node.left, room - rightRoom);
    const b = this.term(node.right, rightRoom);
    return { leaf: false, helper: BINARY[node.operator], sign: node.operator, node, a, b, site };
  }

  /** An operand. A comparison's result is a leaf: it is a boolean or the engine's own. */
  term(node: Node, room = MOST_LEAVES - 1): Term {
    const inner = asArithmetic(unwrapTypes(node));
    if (inner === undefined || this.e.standIns.has(inner)) return this.leaf(node);
    if (inner.type === 'BinaryExpression' && (room < 2 || isComparison(inner.operator))) return this.leaf(node);
    return this.operation(inner, room);
  }

  private leaf(node: Node): Leaf {
    const inner = unwrapTypes(node);
    const literal = isLiteral(inner);
    const text = literal && inner.type === 'UnaryExpression' ? `(${this.e.text(inner)})` : this.e.text(inner);
    const temporary = !literal && inner.type !== 'Identifier';
    const leaf: Leaf = { leaf: true, node, inner, name: text, literal, temporary };
    this.leaves.push(leaf);
    return leaf;
  }
}

/**
 * Decides which leaves need a temporary: besides those that are no plain names, every variable that a later leaf could
 * change before the native expression reads it.
 */
export function keepOrder(e: Emitter, leaves: readonly Leaf[]): void {
  const lastEffect = leaves.findLastIndex(leaf => leaf.temporary);
  leaves.forEach((leaf, index) => {
    if (!leaf.literal && !leaf.temporary && index < lastEffect && mayChange(e, leaf.inner)) leaf.temporary = true;
    if (leaf.temporary) leaf.name = e.temporary();
  });
}

/** A variable of the file that is assigned to somewhere, or one that the file does not declare. */
function mayChange(e: Emitter, node: Node): boolean {
  if (node.type !== 'Identifier' || node.name === 'undefined') return false;
  return e.constant(node.name) === undefined;
}
