/**
 * The state of one transform and what every part of it builds on: copying the source around replaced children,
 * naming helpers, sites and temporaries.
 */
import { childrenOf, endOf, type Node, startOf } from './ast';
import type { HelperName, Tree } from './contract';
import { Anchored, type Rope, Verbatim } from './rope';
import type { Binding, ChangeableNames, Scope } from './scope';
import type { SiteList } from './sites';

/** A child and what stands in its place. */
export type Part = [child: { start?: number | null; end?: number | null }, rope: Rope];

/** What changes at the border of a function. */
export interface Context {
  /** Variable that holds the frame of the running call. */
  callFrame: string;
  /** Variable that holds the innermost frame: of the call or of a loop in it. */
  frame: string;
  /** Temporaries of the function; null where there is no place to declare any (parameters, class fields). */
  temporaries: string[] | null;
  /** Set in a function without a frame: see `Emitter.framed`. */
  leaf: LeafFunction | null;
  scope: Scope;
}

/** A function that cannot call, wait or loop, and so has no frame unless its operators make nodes. */
export interface LeafFunction {
  site: number;
  /** Whether it is a method, so that `this` may be read. */
  isMethod: boolean;
  /** Temporary for its frame, once one is needed. */
  frame?: string;
}

export class Emitter {
  context: Context;
  readonly helpers = new Set<HelperName>();
  readonly trees: Tree[] = [];
  /** The site that records the value of an expression that has been emitted. */
  readonly recorded = new WeakMap<Node, number>();
  /** Variables that hold the value of an expression that has been emitted already. */
  readonly standIns = new WeakMap<Node, string>();
  /** The node that is being worked on. */
  at: Node | null = null;
  private names = 0;

  constructor(
    readonly source: string,
    readonly prefix: string,
    readonly sites: SiteList,
    readonly changeable: ChangeableNames,
    scope: Scope,
    private readonly visitor: (emitter: Emitter, node: Node) => Rope,
  ) {
    const root = this.helper('root');
    this.context = { callFrame: root, frame: root, temporaries: [], leaf: null, scope };
  }

  /** The variable that `name` means here, if the file declares it and nothing can change it between two reads. */
  constant(name: string): Binding | undefined {
    const binding = this.context.scope.lookup(name);
    return binding?.fixed || !this.changeable.has(name) ? binding : undefined;
  }

  /** What stands in place of `node`. */
  visit(node: Node): Rope {
    this.at = node;
    return this.standIns.get(node) ?? this.visitor(this, node);
  }

  /** `node` as it is, with only its children replaced. */
  visitChildren(node: Node): Rope {
    return this.splice(
      node,
      childrenOf(node).map(child => [child, this.visit(child)]),
    );
  }

  /** Every node of the list with what stands in its place. */
  visitAll(nodes: readonly (Node | null | undefined)[]): Part[] {
    return nodes.filter(node => !!node).map(node => [node, this.visit(node)]);
  }

  /** The source from `from` to `to` with the parts replaced. */
  splice(node: Node, parts: readonly Part[], from = startOf(node), to = endOf(node)): Rope {
    const pieces: Rope[] = [];
    let at = from;
    for (const [child, rope] of [...parts].sort((a, b) => a[0].start! - b[0].start!)) {
      pieces.push(new Verbatim(at, child.start!), rope);
      at = child.end!;
    }
    pieces.push(new Verbatim(at, to));
    return pieces;
  }

  verbatim(node: Node): Rope {
    return new Verbatim(startOf(node), endOf(node));
  }

  text(node: Node): string {
    return this.source.slice(startOf(node), endOf(node));
  }

  /** The line breaks of a stretch of source that is not copied: every line must keep its number. */
  lineBreaks(from: number, to: number): string {
    return '\n'.repeat(Math.max(0, this.source.slice(from, to).split('\n').length - 1));
  }

  /** How the code calls a helper of the runtime. */
  helper(name: HelperName): string {
    this.helpers.add(name);
    return `${this.prefix}_${name}`;
  }

  /** `helper(value,…)`, which stands for `node`. */
  call(name: HelperName, node: Node, value: Rope, ...rest: (string | number)[]): Rope {
    const argument = node.type === 'SequenceExpression' ? ['(', value, ')'] : value;
    return [new Anchored(startOf(node), `${this.helper(name)}(`), argument, `,${rest.join(',')})`];
  }

  /** An expression whose value is recorded at a site of its own. */
  see(node: Node, value: Rope, kind: 'read' | 'member' | 'expression' = 'expression', name?: string): Rope {
    const site = this.site(node, kind, name);
    this.recorded.set(node, site);
    return this.call('see', node, value, site);
  }

  site(node: Node, kind: Parameters<SiteList['add']>[1], name?: string): number {
    return this.sites.add({ start: startOf(node), end: endOf(node) }, kind, name);
  }

  /** A new name for a frame or a temporary. */
  fresh(): string {
    this.names++;
    return `${this.prefix}${this.names}`;
  }

  /** A new temporary; only inside `withTemporaries`. */
  temporary(): string {
    const name = this.fresh();
    this.context.temporaries?.push(name);
    return name;
  }

  /**
   * An expression that needs temporaries. Where the function has no place for them, the expression becomes the body of
   * an arrow function that is called at once: `this` and `super` stay, and neither `await` nor `yield` may stand there.
   */
  withTemporaries(emit: () => Rope): Rope {
    if (this.context.temporaries !== null) return emit();
    const temporaries: string[] = [];
    const rope = this.within({ temporaries }, emit);
    return temporaries.length === 0 ? rope : [`(()=>{let ${temporaries.join(',')};return `, rope, '})()'];
  }

  /**
   * Code that asks the engine, in the frame of the call: a leaf function makes its frame only now, since number code
   * should not pay for it, and keeps it for the rest of the call.
   */
  framed(code: Rope): Rope {
    const { leaf } = this.context;
    if (leaf === null) return code;
    leaf.frame ??= this.temporary();
    const receiver = leaf.isMethod ? ',this' : '';
    const frame = `${leaf.frame}=${this.helper('again')}(${leaf.frame},${leaf.site}${receiver})`;
    return [`${this.helper('within')}(${frame},`, code, ')'];
  }

  /** Runs `emit` in a changed context. */
  within<T>(change: Partial<Context>, emit: () => T): T {
    const outer = this.context;
    this.context = { ...outer, ...change };
    try {
      return emit();
    } finally {
      this.context = outer;
    }
  }
}
