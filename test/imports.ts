/** Reads the imports of the project's own source files. */
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { filesIn, ROOT } from './files';

export interface Import {
  /** The importing file: its path in the project. */
  from: string;
  /** The imported file's path in the project, or the name of a package or of a builtin module. */
  to: string;
  /** Erased before anything runs. */
  typeOnly: boolean;
}

/** Every import, export from, dynamic import and import type of the TypeScript files below the folder. */
export function importsIn(folder: string): Import[] {
  return filesIn(folder, '.ts').flatMap(importsOf);
}

function importsOf(from: string): Import[] {
  const source = ts.createSourceFile(from, fs.readFileSync(path.join(ROOT, from), 'utf8'), ts.ScriptTarget.ESNext);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean) => {
    if (specifier && ts.isStringLiteral(specifier)) found.push({ from, to: resolve(from, specifier.text), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnlyImport(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node)) add((node.argument as ts.LiteralTypeNode).literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `import type …`, or every name in the braces marked as a type. */
function isTypeOnlyImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  if (name || !namedBindings || ts.isNamespaceImport(namedBindings)) return false;
  return namedBindings.elements.every(each => each.isTypeOnly);
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return packageName(specifier);
  const base = path.posix.join(path.posix.dirname(from), specifier);
  const candidates = [`${base}.ts`, base, `${base}/index.ts`];
  return candidates.find(isFile) ?? base;
}

function isFile(file: string): boolean {
  const absolute = path.join(ROOT, file);
  return fs.existsSync(absolute) && fs.statSync(absolute).isFile();
}

/** `elkjs/lib/elk-api` is of `elkjs`; every builtin module counts as `node:`. */
function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
