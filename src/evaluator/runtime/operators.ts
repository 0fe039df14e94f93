/** Operators on anything that is not two numbers: the engine's, else JavaScript's. */
import type { HelperName, Tree } from '../../instrument/contract';
import { type Graph, NOT_MINE, type Operator } from './graph';
import type { SeenTable } from './seen';

type Equality = '==' | '!=';

/** JavaScript's own meaning; the operands may be anything, which the types cannot say. */
const NATIVE: Readonly<Record<Exclude<Operator, 'neg' | Equality>, (a: never, b: never) => unknown>> = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
  '**': (a: number, b: number) => a ** b,
  '<': (a: number, b: number) => a < b,
  '>': (a: number, b: number) => a > b,
  '<=': (a: number, b: number) => a <= b,
  '>=': (a: number, b: number) => a >= b,
};

type Binary = (a: unknown, b: unknown, id: number) => unknown;
type Equal = (a: unknown, b: unknown, id: number, native: (a: unknown, b: unknown) => boolean) => unknown;
type Unary = (a: unknown, id: number) => unknown;

/** The helpers `add` to `numeric` of one module; `id` is the operator's site, which the code has counted already. */
export interface OperatorHelpers {
  add: Binary;
  sub: Binary;
  mul: Binary;
  div: Binary;
  mod: Binary;
  pow: Binary;
  lt: Binary;
  gt: Binary;
  le: Binary;
  ge: Binary;
  /** `==` and `!=`; `native` is JavaScript's own meaning, whose coercion is for the script alone to ask for. */
  eq: Equal;
  ne: Equal;
  neg: Unary;
  /** `x + 1` and `x - 1` of `x++` and `x--`, whose site they count. */
  inc: Unary;
  dec: Unary;
  /** The old value of `x++`: a number or bigint, as JavaScript has it, or the engine's value itself. */
  numeric(value: unknown): unknown;
  /** A whole tree of operators, whose site the code has counted already; undefined: they have to be called one by one. */
  tree(id: number, ...leaves: unknown[]): unknown;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const SIGNS: { readonly [P in HelperName]?: Operator } = {
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  pow: '**',
  neg: 'neg',
};

export function operatorHelpers(graph: Graph | null, table: SeenTable, trees: readonly Tree[]): OperatorHelpers {
  const { numbers, counts, base } = table;

  const keep = <T>(value: T, id: number): T => {
    if (typeof value === 'number') numbers[id] = value;
    else table.note(value, id);
    return value;
  };

  /** What the engine makes of an operator: its result with its site, or NOT_MINE. */
  const engine = (operator: Operator) => {
    const apply = graph?.operation(operator);
    return (id: number, a: unknown, b?: unknown): unknown => {
      if (apply === undefined || !(isObject(a) || isObject(b))) return NOT_MINE;
      const result = apply(a, b);
      if (result !== NOT_MINE) graph?.stamp(base + id);
      return result;
    };
  };

  const binary = (operator: keyof typeof NATIVE): Binary => {
    const ours = engine(operator);
    const native = NATIVE[operator];
    return (a, b, id) => {
      const result = ours(id, a, b);
      return keep(result === NOT_MINE ? native(a as never, b as never) : result, id);
    };
  };

  const equality = (operator: Equality): Equal => {
    const ours = engine(operator);
    return (a, b, id, native) => {
      const result = ours(id, a, b);
      return keep(result === NOT_MINE ? native(a, b) : result, id);
    };
  };

  const step = (operator: '+' | '-'): Unary => {
    const ours = engine(operator);
    return (a, id) => {
      counts[id]++;
      const result = ours(id, a, 1);
      if (result !== NOT_MINE) return keep(result, id);
      let value = a as number;
      return keep(operator === '+' ? ++value : --value, id);
    };
  };

  const negative = engine('neg');
  const wholes = graph?.expression === undefined ? [] : wholeTrees(graph, table, trees);

  return {
    add: binary('+'),
    sub: binary('-'),
    mul: binary('*'),
    div: binary('/'),
    mod: binary('%'),
    pow: binary('**'),
    lt: binary('<'),
    gt: binary('>'),
    le: binary('<='),
    ge: binary('>='),
    eq: equality('=='),
    ne: equality('!='),
    neg: (a, id) => {
      const result = negative(id, a);
      return keep(result === NOT_MINE ? -(a as number) : result, id);
    },
    inc: step('+'),
    dec: step('-'),
    numeric: value => {
      if (isObject(value) && graph?.nodeOf(value) !== undefined) return value;
      let old = value as number;
      return old++;
    },
    tree: (id, ...leaves) => wholes[id]?.(leaves),
  };
}

/** By site, what computes a whole tree and notes what its parts gave; undefined if the engine does not. */
function wholeTrees(graph: Graph, table: SeenTable, trees: readonly Tree[]): ((leaves: unknown[]) => unknown)[] {
  const wholes: ((leaves: unknown[]) => unknown)[] = [];
  for (const { site, leaves: sites, operations } of trees) {
    const nodes = new Float64Array(sites.length + operations.length);
    const parts = operations.map(({ helper, site: at, a, b }) => ({
      operator: SIGNS[helper]!,
      site: table.base + at,
      a,
      b,
    }));
    const evaluate = graph.expression!({ leafCount: sites.length, operations: parts });
    const all = [...sites, ...operations.map(operation => operation.site)];
    wholes[site] = leaves => {
      const result = evaluate(leaves, nodes);
      if (result === NOT_MINE) return undefined;
      table.noteTree(site, all, leaves, nodes);
      return result;
    };
  }
  return wholes;
}
