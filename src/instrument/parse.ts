/** Source text to syntax tree; whatever cannot be run is refused here, with its place. */
import { type ParserPlugin, parse } from '@babel/parser';
import type * as t from '@babel/types';
import { childrenOf, endOf, type Node, startOf, walk } from './ast';
import type { InstrumentOptions } from './contract';
import { isOverflow, overflowAt, TOO_DEEP, TOO_DEEP_HINT } from './depth';
import { SyntaxFailure } from './syntaxFailure';

/** What the parser throws. */
interface ParserError {
  message: string;
  reasonCode: string;
  loc: { line: number; column: number; index: number };
}

const isParserError = (error: unknown): error is ParserError =>
  error instanceof SyntaxError && 'reasonCode' in error && 'loc' in error;

/** @throws SyntaxFailure */
export function parseModule(source: string, options: InstrumentOptions): t.Program {
  const plugins: ParserPlugin[] = ['decorators-legacy', 'explicitResourceManagement'];
  if (!options.javascript) plugins.push('typescript');
  if (options.jsx) plugins.push('jsx');
  const read = (text: string) => parse(text, { sourceType: 'module', plugins, attachComment: false }).program;
  try {
    const program = read(source);
    refuseUnsupported(program, source);
    return program;
  } catch (error) {
    if (isOverflow(error)) throw tooDeep(source, overflowAt(source, read) - 1);
    if (!isParserError(error)) throw error;
    const { line, column, index } = error.loc;
    throw failure(messageOf(error), source, { line, col: column + 1, index });
  }
}

/** The failure of source that is nested too deeply at an offset. */
export function tooDeep(source: string, index: number): SyntaxFailure {
  const before = source.slice(0, index);
  const at = { line: before.split('\n').length, col: index - before.lastIndexOf('\n'), index };
  return failure(TOO_DEEP, source, at, TOO_DEEP_HINT);
}

function messageOf(error: ParserError): string {
  if (error.reasonCode.startsWith('Missing') && error.reasonCode.includes('Plugin'))
    return 'This syntax is not supported.';
  return error.message.replace(/\s*\(\d+:\d+\)$/, '');
}

function failure(message: string, source: string, at: { line: number; col: number; index: number }, hint?: string) {
  const word = /^(?:[\w$]+|[^\s\w$])/.exec(source.slice(at.index, at.index + 200));
  const end = word === null ? undefined : { line: at.line, col: at.col + word[0].length };
  return new SyntaxFailure(message, at.line, at.col, end, hint);
}

/** Syntax that parses but that taking the types out would silently lose or leave in the code. */
const UNSUPPORTED: Partial<Record<Node['type'], [what: string, hint: string]>> = {
  Decorator: ['Decorators are not supported.', 'Call the function yourself, on the class or on what it makes.'],
  ClassAccessorProperty: ['`accessor` fields are not supported.', 'Write a getter and a setter.'],
  TSModuleDeclaration: ['Namespaces with values are not supported.', 'Put it into a file of its own, or an object.'],
};

function refuseUnsupported(program: Node, source: string): void {
  walk(program, node => {
    if (isAmbient(node)) return false;
    const unsupported = UNSUPPORTED[node.type];
    if (unsupported !== undefined) refuse(node, unsupported, source);
    if (node.type === 'VariableDeclaration' && (node.kind === 'using' || node.kind === 'await using'))
      refuse(node, ['`using` is not supported.', 'Use `try` and `finally`.'], source);
    return true;
  });
}

function refuse(node: Node, [what, hint]: [string, string], source: string): never {
  const { line, column } = node.loc!.start;
  throw failure(what, source, { line, col: column + 1, index: startOf(node) }, hint);
}

/** Declarations without code: `declare …`, `declare global`, and namespaces that hold types only. */
function isAmbient(node: Node): boolean {
  if ('declare' in node && node.declare) return true;
  if (node.type !== 'TSModuleDeclaration') return false;
  return node.kind === 'global' || endOf(node.body) === startOf(node.body) || !holdsValues(node.body);
}

function holdsValues(body: Node): boolean {
  if (body.type === 'TSModuleDeclaration') return !isAmbient(body);
  return childrenOf(body).some(child => {
    const declaration = child.type === 'ExportNamedDeclaration' ? child.declaration : child;
    if (!declaration || isAmbient(declaration)) return false;
    return declaration.type !== 'TSInterfaceDeclaration' && declaration.type !== 'TSTypeAliasDeclaration';
  });
}
