/** A toy engine for tests: nodes with an op, a site, a scope and a name, made by operators and methods. */

import type { Runtime } from '../../../src/evaluator/runtime/contract';
import { type Graph, type NameKind, NOT_MINE, type Operator } from '../../../src/evaluator/runtime/graph';
import { NONE, type ScopeColumns } from '../../../src/recording/schema';
import { type Ran, runInstrumented } from '../../instrument/run';

export interface ToyNode {
  op: string;
  data: number;
  site: number;
  scope: number;
  names: { name: string; kind: NameKind; site: number }[];
}

export interface Write {
  data: number;
  site: number;
}

const COMPUTE: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  neg: a => -a,
};

/** One engine a run, with its own `Value` class for the script. */
export function toyEngine(runtime: () => Runtime) {
  const nodes: ToyNode[] = [];
  const writes: Write[] = [];
  const compared: string[] = [];
  let stamped = 0;

  class Value {
    readonly #id: number;
    #data: number;
    grad = 0;

    constructor(data: number, op = '') {
      this.#id = nodes.push({ op, data, site: NONE, scope: NONE, names: [] }) - 1;
      this.#data = data;
    }

    get data(): number {
      return this.#data;
    }

    set data(data: number) {
      writes.push({ data, site: runtime().takeWriteSite() });
      this.#data = data;
    }

    /** Makes three nodes in one call. */
    square(): Value {
      const one = new Value(this.data, 'copy');
      const two = new Value(this.data, 'copy');
      return new Value(one.data * two.data, 'square');
    }

    static idOf(value: object): number | undefined {
      return #id in value ? value.#id : undefined;
    }
  }

  const number = (value: unknown): number | undefined =>
    typeof value === 'number' ? value : value instanceof Value ? value.data : undefined;

  const graph: Graph = {
    operation: (operator: Operator) => (a: unknown, b?: unknown) => {
      const left = number(a);
      const right = operator === 'neg' ? 0 : number(b);
      if (left === undefined || right === undefined) return NOT_MINE;
      if (COMPUTE[operator] === undefined) {
        compared.push(operator);
        return NOT_MINE;
      }
      return new Value(COMPUTE[operator](left, right), operator);
    },
    stamp(site) {
      for (; stamped < nodes.length; stamped++) {
        nodes[stamped].site = site;
        nodes[stamped].scope = runtime().scopeId();
      }
    },
    name(value, name, site, kind) {
      const id = Value.idOf(value);
      if (id !== undefined) nodes[id].names.push({ name, kind, site });
    },
    nodeOf: value => Value.idOf(value),
  };
  return { graph, nodes, writes, compared, Value };
}

export interface ToyRun extends Ran {
  source: string;
  nodes: ToyNode[];
  writes: Write[];
  compared: string[];
}

/** Runs a script that can use `Value`. A script that throws fails the test. */
export async function runToy(source: string): Promise<ToyRun> {
  const late: { runtime?: Runtime } = {};
  const { graph, nodes, writes, compared, Value } = toyEngine(() => late.runtime!);
  const attach = (runtime: Runtime): void => {
    late.runtime = runtime;
  };
  const ran = await runInstrumented(source, { graph }, { Value }, attach);
  if (ran.error !== undefined) throw ran.error;
  return { ...ran, source, nodes, writes, compared };
}

/** The source text that a site covers. */
export function siteText({ source, runtime }: ToyRun, site: number): string {
  const { start, end } = runtime.sites[site];
  return source.slice(start, end);
}

/** The way from the top level to a scope: `epoch 1 > MLP > layers[0]`. */
export function scopePath(columns: ScopeColumns, names: readonly string[], scope: number): string {
  const path: string[] = [];
  for (let at = scope; at !== NONE; at = columns.parent[at]) {
    const iteration = columns.iteration[at];
    path.unshift(names[columns.name[at]] + (iteration >= 0 ? ` ${iteration}` : ''));
  }
  return path.join(' > ');
}

/** What was last seen, by the text of the site: `a * b` → `6 ×1`. */
export function seenTexts(ran: Pick<Ran, 'runtime' | 'names'> & { source: string }): Map<string, string> {
  const { site, count, kind, value } = ran.runtime.takeSeen();
  const texts = new Map<string, string>();
  site.forEach((id, row) => {
    const { start, end, line } = ran.runtime.sites[id];
    const shown = [String(value[row]), `#${value[row]}`, value[row] === 1 ? 'true' : 'false', ran.names[value[row]]];
    texts.set(`${line}: ${ran.source.slice(start, end)}`, `${shown[kind[row]]} ×${count[row]}`);
  });
  return texts;
}
