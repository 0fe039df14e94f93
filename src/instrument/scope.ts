/**
 * Which variable an identifier means, as far as the transform must know: whether its value can change between two reads
 * of one expression, and at which site its value was seen when it was bound.
 */
import type * as t from '@babel/types';
import { childrenOf, identifiersOf, isFunction, type Node, unwrapTypes } from './ast';

/** One declared variable. */
export interface Binding {
  /** Set when it was imported: another module may change it. */
  imported: boolean;
  /** Site where its value is recorded when it is bound. */
  site?: number;
}

export class Scope {
  private readonly bindings = new Map<string, Binding>();

  constructor(private readonly parent: Scope | null) {}

  declare(name: string, imported = false): void {
    if (!this.bindings.has(name)) this.bindings.set(name, { imported });
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
  if (node.type === 'VariableDeclaration' && node.kind === 'var' && !node.declare) declarePatterns(scope, node);
  for (const child of childrenOf(node))
    if (!isFunction(child) && child.type !== 'StaticBlock') declareVars(scope, child);
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
  private all = false;

  constructor(program: Node) {
    this.scan(program);
  }

  has(name: string): boolean {
    return this.all || this.names.has(name);
  }

  private scan(node: Node): void {
    if (node.type === 'AssignmentExpression') this.add(node.left);
    else if (node.type === 'UpdateExpression') this.add(unwrapTypes(node.argument));
    else if (node.type === 'ForOfStatement' || node.type === 'ForInStatement') this.add(node.left);
    else if (node.type === 'ImportDeclaration') for (const { local } of node.specifiers) this.add(local);
    else if (node.type === 'VariableDeclaration' && node.kind === 'var')
      for (const { id } of node.declarations) this.add(id);
    else if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'eval')
      this.all = true;
    for (const child of childrenOf(node)) this.scan(child);
  }

  private add(pattern: Node): void {
    for (const { name } of identifiersOf(pattern)) this.names.add(name);
  }
}
