/**
 * Arithmetic: `a * b + c` becomes
 * `(typeof a === 'number' & typeof b === 'number' & … ? (count, a * b + c) : (count, add(mul(a, b), c)))`.
 *
 * Numbers run natively, one test for the whole tree; only the other branch asks the engine. Both keep what every
 * operation and every operand gave.
 */
import { endOf, keyName, type Node, startOf } from './ast';
import { inParts } from './chains';
import type { HelperName, TreeOperation } from './contract';
import type { Emitter } from './emitter';
import {
  type Arithmetic,
  isEquality,
  keepOrder,
  type Leaf,
  type Operation,
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
  const rope = inParts(e, node, () =>
    e.withTemporaries(() => {
      const root = collector.operation(node);
      site = root.site;
      return tree(e, root, collector.leaves, startOf(node), named);
    }),
  );
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
  const b = collector.term(right);
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
  let slow: Rope = [wholeTree(e, root, leaves), slowRope(e, root)];
  if (named !== undefined) {
    e.sites.sameValue(named.site, root.site);
    slow = [`${e.helper('name')}(`, slow, `,${named.site}${named.property ? ',1' : ''})`];
  }
  const native = [counted, nativeText(e, root)];
  if (tests.length === 0) return ['(', e.lineBreaks(from, endOf(root.node)), native, ')'];
  // `&` has every leaf evaluated, as the operators would; without effects `&&` may stop early.
  const and = leaves.some(leaf => leaf.temporary) ? '&' : '&&';
  const all = tests.map((test, index) => (index === 0 ? test : [and, test]));
  return ['(', all, '?(', native, '):(', counted, e.framed(slow), '))'];
}

function countAll(e: Emitter, term: Term, root: number): void {
  if (term.leaf) return;
  e.sites.countWith(term.site, root);
  countAll(e, term.a, root);
  if (term.b) countAll(e, term.b, root);
}

/** Evaluates the leaves in order and tests that all are numbers; no test if they can be nothing else. */
function leafTests(e: Emitter, leaves: readonly Leaf[], root: Operation, from: number, place?: Place): Rope[] {
  const tests: Rope[] = [];
  const names = new Map<string, Leaf>();
  let at = from;
  for (const leaf of leaves) {
    if (leaf.literal) continue;
    const isPlace = leaf.node === place?.node;
    const value = isPlace ? new Anchored(startOf(leaf.node), place.read) : operand(e, leaf, root, names.get(leaf.name));
    if (leaf.temporary) {
      const breaks = isPlace ? '' : e.lineBreaks(at, startOf(leaf.node));
      if (!isPlace) at = endOf(leaf.node);
      const guarded = leaf.node.type === 'SequenceExpression' ? ['(', value, ')'] : value;
      tests.push([breaks, `typeof(${leaf.name}=`, guarded, ')==="number"']);
    } else if (!names.has(leaf.name)) {
      names.set(leaf.name, leaf);
      if (!e.changeable.isCounter(leaf.name)) tests.push(`typeof ${leaf.name}==="number"`);
    }
  }
  if (tests.length > 0) tests.push([tests.pop()!, e.lineBreaks(at, endOf(root.node))]);
  return tests;
}

/** Gives a leaf its site, and its value if it goes into a temporary; `same`: an earlier leaf that reads the same name. */
function operand(e: Emitter, leaf: Leaf, root: Operation, same?: Leaf): Rope {
  const { inner, node } = leaf;
  if (inner.type === 'Identifier') {
    if (e.context.scope.lookup(inner.name) === undefined) return e.verbatim(node);
    const site = e.site(inner, 'read', inner.name);
    const constant = e.constant(inner.name);
    if (constant) e.sites.readsConstant(site, constant);
    else if (same?.site !== undefined) e.sites.sameValue(site, same.site);
    else recordLeaf(e, leaf, site, root);
    return e.verbatim(node);
  }
  if (inner.type !== 'MemberExpression') return e.visit(node);
  recordLeaf(e, leaf, e.site(inner, 'member', keyName(inner.property)), root);
  const rope = member(e, inner);
  return inner === node
    ? rope
    : [new Verbatim(startOf(node), startOf(inner)), rope, new Verbatim(endOf(inner), endOf(node))];
}

function recordLeaf(e: Emitter, leaf: Leaf, site: number, root: Operation): void {
  leaf.site = site;
  e.sites.countWith(site, root.site);
}

/** Operators whose results are the engine's if an operand is. */
const WHOLE = new Set<HelperName>(['add', 'sub', 'mul', 'div', 'pow', 'neg']);

/**
 * Several operators at once, for Values: `tree(site,a,b,c)||`, which gives nothing where they have to be asked one by
 * one. Nothing for a single operator, and where reading a leaf may throw.
 */
function wholeTree(e: Emitter, root: Operation, leaves: readonly Leaf[]): string {
  const operations: TreeOperation[] = [];
  const add = (term: Term): number => {
    if (term.leaf) return leaves.indexOf(term);
    const a = add(term.a);
    const b = term.b === undefined ? a : add(term.b);
    return ~(operations.push({ helper: term.helper, site: term.site, a, b }) - 1);
  };
  add(root);
  const isKnown = ({ literal, temporary, inner }: Leaf) =>
    literal || temporary || (inner.type === 'Identifier' && e.context.scope.lookup(inner.name) !== undefined);
  if (operations.length < 2 || !operations.every(({ helper }) => WHOLE.has(helper)) || !leaves.every(isKnown))
    return '';
  e.trees.push({ site: root.site, leaves: leaves.map(({ site }) => site ?? -1), operations });
  return `${e.helper('tree')}(${[root.site, ...leaves.map(({ name }) => name)]})||`;
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
  const native = isEquality(term.sign) ? `,(a,b)=>a${term.sign}b` : '';
  return [new Anchored(startOf(term.node), `${e.helper(term.helper)}(`), operands, `,${term.site}${native})`];
}
