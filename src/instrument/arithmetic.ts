/**
 * Arithmetic: `a * b + c` becomes
 * `(typeof a === 'number' & typeof b === 'number' & … ? (count, a * b + c) : (count, add(mul(a, b), c)))`.
 *
 * Numbers run natively, one test for the whole tree; only the other branch asks the engine. Both keep what every
 * operation and every operand gave.
 */
import { endOf, type Node, startOf } from './ast';
import type { HelperName } from './contract';
import type { Emitter } from './emitter';
import {
  type Arithmetic,
  bindingOf,
  keepOrder,
  type Leaf,
  type Operation,
  spanOf,
  type Term,
  TreeCollector,
} from './operands';
import { member } from './patterns';
import { Anchored, type Rope, Verbatim } from './rope';

/** The value of a tree, and the site that records it. */
export interface Computed {
  rope: Rope;
  site: number;
}

/** An arithmetic expression; the result gets the name at `named.site`. */
export function arithmetic(e: Emitter, node: Arithmetic, named?: { site: number; property: boolean }): Computed {
  const collector = new TreeCollector(e);
  let site = 0;
  const rope = e.withTemporaries(() => {
    const root = collector.operation(node);
    site = root.site;
    return tree(e, root, collector.leaves, startOf(node), named);
  });
  e.recorded.set(node, site);
  return { rope, site };
}

/** What a compound assignment reads and writes. */
export interface Place {
  /** The text that reads it again; evaluates nothing twice. */
  read: string;
  node: Node;
}

/** `place operator right` for a compound assignment; `from` is the end of its operator. */
export function compound(
  e: Emitter,
  node: Node,
  place: Place,
  operator: { helper: HelperName; sign: string; end: number },
  right: Node,
  named?: { site: number; property: boolean },
): Computed {
  const collector = new TreeCollector(e);
  const isName = place.node.type === 'Identifier';
  const first: Leaf = {
    leaf: true,
    node: place.node,
    inner: place.node,
    name: place.read,
    literal: false,
    temporary: !isName,
  };
  collector.leaves.push(first);
  const site = e.site(node, 'op', `${operator.sign}=`);
  const b = collector.term(right, 1);
  const root: Operation = { leaf: false, helper: operator.helper, sign: operator.sign, node, a: first, b, site };
  e.recorded.set(node, site);
  return { rope: tree(e, root, collector.leaves, operator.end, named, place), site };
}

function tree(
  e: Emitter,
  root: Operation,
  leaves: readonly Leaf[],
  from: number,
  named?: { site: number; property: boolean },
  place?: Place,
): Rope {
  keepOrder(e, leaves);
  countAll(e, root, root.site);
  const tests = leafTests(e, leaves, root, from, place);
  const counted = `${e.helper('counts')}[${root.site}]++,`;
  let slow = slowRope(e, root);
  if (named !== undefined) {
    e.sites.sameValue(named.site, root.site);
    slow = [`${e.helper('name')}(`, slow, `,${named.site}${named.property ? ',1' : ''})`];
  }
  return ['(', tests, '?(', counted, nativeText(e, root), '):(', counted, e.framed(slow), '))'];
}

function countAll(e: Emitter, term: Term, root: number): void {
  if (term.leaf) return;
  e.sites.countWith(term.site, root);
  countAll(e, term.a, root);
  if (term.b) countAll(e, term.b, root);
}

/** Evaluates the leaves in order and tests that all are numbers. */
function leafTests(e: Emitter, leaves: readonly Leaf[], root: Operation, from: number, place?: Place): Rope {
  const tests: Rope[] = [];
  const tested = new Set<string>();
  let at = from;
  for (const leaf of leaves) {
    const isPlace = leaf.node === place?.node;
    if (leaf.literal) continue;
    const value = operand(e, leaf, root, isPlace ? place.read : undefined);
    if (!leaf.temporary) {
      if (!tested.has(leaf.name)) tests.push(`typeof ${leaf.name}==="number"`);
      tested.add(leaf.name);
      continue;
    }
    const breaks = isPlace ? '' : e.lineBreaks(at, startOf(leaf.node));
    if (!isPlace) at = endOf(leaf.node);
    const guarded = leaf.node.type === 'SequenceExpression' ? ['(', value, ')'] : value;
    tests.push([breaks, `typeof(${leaf.name}=`, guarded, ')==="number"']);
  }
  const rest = e.lineBreaks(at, endOf(root.node));
  // `&` has every leaf evaluated, as the operators would; without effects `&&` may stop early.
  const and = leaves.some(leaf => leaf.temporary) ? '&' : '&&';
  return [tests.map((test, index) => (index === 0 ? test : [and, test])), rest];
}

/** Gives a leaf its site, and its value if it goes into a temporary. */
function operand(e: Emitter, leaf: Leaf, root: Operation, read?: string): Rope {
  const binding = bindingOf(e, leaf);
  const record = (kind: 'read' | 'member', name?: string): void => {
    leaf.site = e.sites.add(spanOf(leaf.inner), kind, name);
    e.sites.countWith(leaf.site, root.site);
  };
  if (read !== undefined) return new Anchored(startOf(leaf.node), read);
  if (leaf.inner.type === 'Identifier') {
    if (binding !== undefined && !e.changeable.has(leaf.inner.name))
      e.sites.readsConstant(e.site(leaf.inner, 'read', leaf.inner.name), binding);
    else if (binding !== undefined) record('read', leaf.inner.name);
    return e.verbatim(leaf.node);
  }
  if (leaf.inner.type !== 'MemberExpression') return e.visit(leaf.node);
  record('member');
  const rope = member(e, leaf.inner);
  return leaf.inner === leaf.node
    ? rope
    : [new Verbatim(startOf(leaf.node), startOf(leaf.inner)), rope, new Verbatim(endOf(leaf.inner), endOf(leaf.node))];
}

/** The expression as written, with every part kept in the table of numbers. */
function nativeText(e: Emitter, term: Term): string {
  if (term.leaf) return term.site === undefined ? term.name : `(${e.helper('numbers')}[${term.site}]=${term.name})`;
  const kept = `${e.helper('numbers')}[${term.site}]=`;
  const a = nativeText(e, term.a);
  const text = term.b === undefined ? `${kept}-${a}` : `${kept}${a}${term.sign}${nativeText(e, term.b)}`;
  return `(${text})`;
}

/** The same through the helpers, which ask the engine. */
function slowRope(e: Emitter, term: Term): Rope {
  if (term.leaf) return term.site === undefined ? term.name : `${e.helper('part')}(${term.name},${term.site})`;
  const operands: Rope = term.b === undefined ? slowRope(e, term.a) : [slowRope(e, term.a), ',', slowRope(e, term.b)];
  return [new Anchored(startOf(term.node), `${e.helper(term.helper)}(`), operands, `,${term.site})`];
}
