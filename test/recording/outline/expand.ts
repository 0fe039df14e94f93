/** Puts a graph together again from its templates, to compare it with the tape. */
import assert from 'node:assert/strict';
import { BORDER, type Graph, type Item, type Template } from '../../../src/protocol/graph';
import type { Recording } from '../../../src/recording/recording';

type Use = [id: number, operand: number];

/** What is in a template at one place. */
interface Part {
  /** Uses by entry, and values by exit. */
  ins: Map<number, Use[]>;
  outs: Map<number, number[]>;
}

export interface Expanded {
  /** Ids in the order in which they are drawn. */
  nodes: number[];
  /** `source>target.operand`: what links lead from and to; references by `user.input`. */
  links: Set<string>;
  references: Set<string>;
  /** A link may stand for several values: links are then more than the dependencies. */
  isMerged: boolean;
  terms: Map<number, number>;
  /** What is part of a sum that is drawn as one. */
  absorbed: Set<number>;
  groups: number[];
}

/** What is drawn once for several has the numbers of none. */
function assertNamed(drawn: string, label: string): void {
  assert.equal(drawn, drawn.includes('…') ? label.replace(/\d+/g, '…') : label);
}

/** Expands a graph in which everything is open; of stacks that show one copy, that. */
export function expand(recording: Recording, graph: Graph): Expanded {
  const result: Expanded = {
    nodes: [],
    links: new Set(),
    references: new Set(),
    isMerged: false,
    terms: new Map(),
    absorbed: new Set(),
    groups: [],
  };

  const push = <T>(map: Map<number, T[]>, port: number, more: T[]) => {
    const known = map.get(port);
    if (known === undefined) map.set(port, [...more]);
    else known.push(...more);
  };

  const itemPart = (item: Item, node: number, group: number): Part => {
    if (item.kind === 'value') {
      const id = node + item.at;
      assertNamed(item.node.label, recording.label(id));
      assert.equal(item.node.symbol, recording.op(id).symbol);
      result.nodes.push(id);
      if (item.node.terms > 0) result.terms.set(id, item.node.terms);
      for (const each of item.absorbed ?? []) result.absorbed.add(node + each);
      const operands = Math.max(item.node.terms, recording.arity(id));
      const ins = new Map<number, Use[]>();
      if (operands > 32) {
        result.isMerged = true;
        ins.set(
          0,
          Array.from({ length: operands }, (_, operand) => [id, operand]),
        );
      } else for (let operand = 0; operand < operands; operand++) ins.set(operand, [[id, operand]]);
      return { ins, outs: new Map([[0, [id]]]) };
    }
    if (item.kind === 'reference') {
      const user = node + item.user;
      const input = recording.input(user, item.input);
      assert.equal(recording.arity(input), 0);
      assertNamed(item.node.label, recording.label(input));
      const key = `${user}.${item.input}`;
      assert.ok(!result.references.has(key), 'a reference is drawn once');
      result.references.add(key);
      return { ins: new Map(), outs: new Map([[0, [input]]]) };
    }
    assert.notEqual(item.template, null);
    if (item.kind === 'group') {
      const part = partOf(item.template!, node + item.at, group + item.group);
      assert.equal(graph.templates[item.template!].ins, item.ins);
      assert.equal(graph.templates[item.template!].outs, item.outs);
      return part;
    }
    if (typeof item.fold === 'number')
      return partOf(item.template!, node + item.at[item.fold], group + item.group[item.fold]);
    result.isMerged = true;
    const whole: Part = { ins: new Map(), outs: new Map() };
    for (let i = 0; i < item.at.length; i++) {
      const part = partOf(item.template!, node + item.at[i], group + item.group[i]);
      for (const [entry, uses] of part.ins) push(whole.ins, entry, uses);
      for (const [exit, ids] of part.outs) push(whole.outs, exit, ids);
    }
    if (item.chained) join([...whole.outs.values()].flat(), [...whole.ins.values()].flat());
    return whole;
  };

  const join = (sources: number[], uses: Use[]) => {
    for (const source of sources) for (const [id, operand] of uses) result.links.add(`${source}>${id}.${operand}`);
  };

  const partOf = (index: number, node: number, group: number): Part => {
    const template: Template = graph.templates[index];
    result.groups.push(group);
    const before = result.nodes.length;
    const parts = template.items.map(item => itemPart(item, node, group));
    const whole: Part = { ins: new Map(), outs: new Map() };
    for (const { source, exit, target, entry, hidden } of template.links) {
      if (hidden) continue;
      if (source === BORDER) assert.ok(exit < template.ins, 'an entry of the template');
      if (target === BORDER) assert.ok(entry < template.outs, 'an exit of the template');
      if (source === BORDER) push(whole.ins, exit, parts[target].ins.get(entry) ?? []);
      else if (target === BORDER) push(whole.outs, entry, parts[source].outs.get(exit) ?? []);
      else join(parts[source].outs.get(exit) ?? [], parts[target].ins.get(entry) ?? []);
    }
    for (const ids of whole.outs.values()) if (ids.length > 1) result.isMerged = true;
    assert.ok(result.nodes.length >= before);
    return whole;
  };

  partOf(graph.templates.length - 1, graph.node, graph.group);
  return result;
}

/** Asserts that a graph with everything open shows exactly what is in an extent. */
export function assertShows(recording: Recording, graph: Graph, nodes: Iterable<number>): Expanded {
  const all = new Set(nodes);
  const expanded = expand(recording, graph);
  const drawn = new Set(expanded.nodes);
  assert.equal(drawn.size, expanded.nodes.length, 'each value is drawn once');
  assert.equal(new Set(expanded.groups).size, expanded.groups.length, 'each group has its number');
  for (const id of drawn) assert.ok(all.has(id));
  const isLeaf = (id: number) => recording.arity(id) === 0;
  const referred = new Set<number>();
  const expected = new Set<string>();
  const absorbed = new Set<number>();

  for (const id of drawn) {
    let operand = 0;
    const visit = (user: number) => {
      recording.inputs(user).forEach((input, i) => {
        if (!all.has(input)) operand++;
        else if (!drawn.has(input) && !isLeaf(input)) {
          assert.ok(expanded.terms.has(id), 'only a sum holds values that are not drawn');
          absorbed.add(input);
          visit(input);
        } else {
          if (expanded.references.has(`${user}.${i}`)) referred.add(input);
          expected.add(`${input}>${id}.${operand++}`);
        }
      });
    };
    visit(id);
    const terms = expanded.terms.get(id);
    if (terms !== undefined) assert.equal(terms, operand);
  }
  assert.deepEqual([...expanded.absorbed].sort(), [...absorbed].sort(), 'a sum tells what it stands for');
  for (const id of all) assert.ok(drawn.has(id) || absorbed.has(id) || referred.has(id), `${id} is shown`);
  for (const link of expected) assert.ok(expanded.links.has(link), `${link} is drawn`);
  if (!expanded.isMerged) assert.deepEqual([...expanded.links].sort(), [...expected].sort());
  return expanded;
}

/** Asserts that what is drawn, of stacks one copy, is joined as on the tape, and nothing else is. */
export function assertJoins(recording: Recording, graph: Graph): void {
  const { nodes, references, links, terms, absorbed, isMerged } = expand(recording, graph);
  const drawn = new Set(nodes);
  const expected = new Set<string>();
  for (const id of drawn) {
    let operand = 0;
    const visit = (user: number) => {
      recording.inputs(user).forEach((input, i) => {
        if (terms.has(id) && !drawn.has(input) && absorbed.has(input)) visit(input);
        else {
          if (drawn.has(input) || references.has(`${user}.${i}`)) expected.add(`${input}>${id}.${operand}`);
          operand++;
        }
      });
    };
    visit(id);
  }
  for (const link of expected) assert.ok(links.has(link), `${link} is drawn`);
  if (!isMerged) assert.deepEqual([...links].sort(), [...expected].sort());
}

/** Asserts that no template is too large to be looked at. */
export function assertSmall({ templates }: Graph): void {
  for (const { items, ins, outs } of templates) {
    assert.ok(items.length <= 104, `${items.length} items`);
    assert.ok(ins <= 32 && outs <= 32);
  }
}
