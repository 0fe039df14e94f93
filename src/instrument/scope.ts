/**
 * Which variable an identifier means, as far as the transform must know: whether its value can change between two reads
 * of one expression, and at which site its value was seen when it was bound.
 */
import type * as t from '@babel/types';
import { identifiersOf, isFunction, type Node, unwrapTypes, walk } from './ast';

/** One declared variable. */
export interface Binding {
  /** Set when it was imported: another module may change it. */
  imported: boolean;
  /** Nothing changes it where this binding is looked up, though it may be changed elsewhere: a loop's counter. */
  fixed?: boolean;
  /** Site where its value is recorded when it is bound. */
  site?: number;
}

export class Scope {
  private readonly bindings = new Map<string, Binding>();

  constructor(private readonly parent: Scope | null) {}

  declare(name: string, imported = false): void {
    if (!this.bindings.has(name)) this.bindings.set(name, { imported });
  }

  /** Inside a loop's body, its counter keeps the value that was recorded at `site` when the iteration began. */
  declareCounter(name: string, site: number): void {
    this.bindings.set(name, { imported: false, fixed: true, site });
  }

  lookup(name: string): Binding | undefined {
    return this.bindings.get(name) ?? this.parent?.lookup(name);
  }
}

/** Declares what the statements of one block bind in it (`var` is left to the function around). */
export function declareLexical(scope: Scope, statements: readonly Node[]): void {
  for (const statement of statements) {
    const declaration =
      (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') &&
      statement.declaration
        ? statement.declaration
        : statement;
    switch (declaration.type) {
      case 'VariableDeclaration':
        if (!declaration.declare && declaration.kind !== 'var') declarePatterns(scope, declaration);
        break;
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        if (declaration.id) scope.declare(declaration.id.name);
        break;
      case 'TSEnumDeclaration':
        scope.declare(declaration.id.name);
        break;
      case 'ImportDeclaration':
        for (const specifier of declaration.specifiers) scope.declare(specifier.local.name, true);
        break;
      default:
    }
  }
}

/** Declares every `var` under `node` that belongs to its function. */
export function declareVars(scope: Scope, node: Node): void {
  walk(node, each => {
    if (each !== node && (isFunction(each) || each.type === 'StaticBlock')) return false;
    if (each.type === 'VariableDeclaration' && each.kind === 'var' && !each.declare) declarePatterns(scope, each);
    return true;
  });
}

export function declarePatterns(scope: Scope, declaration: t.VariableDeclaration): void {
  for (const { id } of declaration.declarations) for (const { name } of identifiersOf(id)) scope.declare(name);
}

/**
 * The names that are ever assigned to after their declaration, in any scope of the file: by name, so that a name is
 * held changeable too often rather than too seldom.
 */
export class ChangeableNames {
  private readonly names = new Set<string>();
  private readonly begunAsNumber = new Set<string>();
  private readonly maybeOther = new Set<string>();
  private readonly changedInBodies = new Set<string>();
  /** The last parts of `for` loops. */
  private readonly updates = new WeakSet<Node>();
  private all = false;

  constructor(program: Node) {
    walk(program, node => this.scan(node));
  }

  has(name: string): boolean {
    return this.all || this.names.has(name);
  }

  /** Whether every variable of this name begins as a number and is only stepped by numbers: it can hold nothing else. */
  isCounter(name: string): boolean {
    return !this.all && this.begunAsNumber.has(name) && !this.maybeOther.has(name);
  }

  /** Whether, besides, only the last part of a `for` steps it. */
  isLoopCounter(name: string): boolean {
    return this.isCounter(name) && !this.changedInBodies.has(name);
  }

  private scan(node: Node): true {
    switch (node.type) {
      case 'AssignmentExpression':
        this.change(node.left, isStep(node), this.updates.has(node));
        break;
      case 'UpdateExpression':
        this.change(unwrapTypes(node.argument), true, this.updates.has(node));
        break;
      case 'ForStatement':
        if (node.update) this.updates.add(node.update);
        break;
      case 'ForOfStatement':
      case 'ForInStatement':
        this.change(node.left);
        break;
      case 'ImportDeclaration':
        for (const { local } of node.specifiers) this.change(local);
        break;
      case 'VariableDeclaration':
        this.declare(node);
        break;
      case 'CatchClause':
        this.addTo(this.maybeOther, node.param);
        break;
      case 'CallExpression':
        if (node.callee.type === 'Identifier' && node.callee.name === 'eval') this.all = true;
        break;
      default:
        if (isFunction(node)) for (const parameter of node.params) this.addTo(this.maybeOther, parameter);
        if (node.type !== 'VariableDeclarator' && 'id' in node) this.addTo(this.maybeOther, node.id);
    }
    return true;
  }

  private declare({ kind, declarations }: t.VariableDeclaration): void {
    for (const { id, init } of declarations) {
      if (kind === 'var') this.addTo(this.names, id);
      const isNumber = id.type === 'Identifier' && init?.type === 'NumericLiteral';
      this.addTo(isNumber ? this.begunAsNumber : this.maybeOther, id);
    }
  }

  private change(pattern: Node, staysNumber = false, inLoopHead = false): void {
    this.addTo(this.names, pattern);
    if (!inLoopHead) this.addTo(this.changedInBodies, pattern);
    if (!staysNumber) this.addTo(this.maybeOther, pattern);
  }

  private addTo(set: Set<string>, pattern: Node | null | undefined): void {
    for (const { name } of identifiersOf(pattern)) set.add(name);
  }
}

/** `x += 2` and the like: what was a number stays one. */
const isStep = ({ operator, right }: t.AssignmentExpression): boolean =>
  /^([-+/%]|\*\*?)=$/.test(operator) && right.type === 'NumericLiteral';
