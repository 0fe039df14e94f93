/** What an autograd engine plugs into the running script: operators, sites and names of its values. */

/** The operators that instrumented code hands over; 'neg' is unary minus. `a++` arrives as `a + 1`. */
export type Operator = '+' | '-' | '*' | '/' | '%' | '**' | '<' | '>' | '<=' | '>=' | '==' | '!=' | 'neg';

/** `Graph.apply` returns this for operands that it does not know: the script then gets JavaScript's own meaning. */
export const NOT_MINE = Symbol('not mine');

/** What received a value: `const x = …`, `this.x = …` and `{ x: … }`, or a parameter. */
export type NameKind = 'variable' | 'property' | 'param';

/** Operators of one expression; operands are told as in `TreeOperation`. */
export interface ExpressionTree {
  leafCount: number;
  operations: readonly { operator: Operator; site: number; a: number; b: number }[];
}

/**
 * One autograd engine, seen from the running script.
 *
 * Every member is called on hot paths, and none may run the script's code (no property reads that could be accessors,
 * no `toString`); to recognise its own values, an engine tests a private field or a WeakSet rather than `instanceof`,
 * which a Proxy can observe.
 */
export interface Graph {
  /**
   * What an operator does: takes its operands and gives its result, or NOT_MINE. Asked for once an operator.
   * Called only if at least one operand is an object; `b` is absent for 'neg'. May throw (a shape error, say).
   */
  operation(operator: Operator): (a: unknown, b?: unknown) => unknown;

  /**
   * What several arithmetic operators of one expression do. Asked for once an expression; may be left out. The function
   * takes the leaves and gives the result, or NOT_MINE when nothing has happened and the operators have to be asked one
   * by one; so always if no leaf is the engine's. It stamps the site of each operator, and puts into `nodes` the node
   * that each leaf is, where it is no number, and then that of each operation.
   */
  expression?(tree: ExpressionTree): (leaves: readonly unknown[], nodes: Float64Array) => unknown;

  /**
   * An expression has just been evaluated: the nodes made since the last stamp, and whatever else has happened since
   * then (a backward pass, output), belong to `site`. Called after every operator, call, `new` and property read that
   * gave an object; must cost next to nothing when nothing is new.
   */
  stamp(site: number): void;

  /** `value` was bound to `name` at `site`. Called for objects only, whether they are the engine's or not. */
  name(value: object, name: string, site: number, kind: NameKind): void;

  /** The node that `value` is; undefined if it is none. */
  nodeOf(value: object): number | undefined;

  /** A short text for a value that is no node but the engine's all the same (`Tensor [32, 6]`). */
  preview?(value: object): string | undefined;
}
