/** What does not parse, or cannot be run, is refused with its place and a sentence. */
import assert from 'node:assert/strict';
import type { InstrumentOptions } from '../../src/instrument/contract';
import { instrument } from '../../src/instrument/instrument';
import { SyntaxFailure } from '../../src/instrument/syntaxFailure';

function failure(source: string, options: Partial<InstrumentOptions> = {}): SyntaxFailure {
  try {
    instrument(source, { file: 0, ...options });
  } catch (error) {
    assert.ok(error instanceof SyntaxFailure, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: 'was accepted' });
}

describe('a syntax error', () => {
  it('has its place from 1 and no place in its message', () => {
    const { message, line, col, end } = failure('const a = 1;\nconst b = a +* 2;');
    assert.equal(message, 'Unexpected token');
    assert.deepEqual([line, col, end], [2, 14, { line: 2, col: 15 }]);
  });

  it('covers the offending word', () => {
    const { line, col, end } = failure('let x = 1;\nlet x = 2;');
    assert.deepEqual([line, col, end], [2, 5, { line: 2, col: 6 }]);
  });

  it('may be at the very end', () => {
    const { line, col } = failure('function f() {\n  return 1;\n');
    assert.deepEqual([line, col], [3, 1]);
  });

  it('is reported for half-typed code of every kind', () => {
    for (const source of [
      'a.',
      'f(',
      'const',
      'if (a',
      '`${',
      '"x',
      'class {',
      'for (;;',
      'a ? b',
      '({ a: ',
      '/* x',
      '1..',
      '@',
      'x => {',
      'return 1',
      'export { y };',
    ])
      assert.ok(failure(source).line >= 1, source);
  });

  it('is also what is too long or too deep for the stack, at a place inside of it', () => {
    const deep = {
      sum: Array.from({ length: 50_000 }, () => 'a').join(' + '),
      parentheses: `${'('.repeat(20_000)}a${')'.repeat(20_000)}`,
      calls: `a${'.m()'.repeat(3000)}`,
    };
    for (const [what, text] of Object.entries(deep)) {
      const { message, hint, line, col } = failure(`const a = 1;\nconst b =\n  ${text};\nconst c = 2;`);
      assert.match(message, /too long or too deeply nested/, what);
      assert.match(hint ?? '', /^Split this expression/);
      assert.equal(line, 3, what);
      assert.ok(col > 1 && col < text.length + 3, what);
    }
  });

  it('is type syntax in JavaScript, and JSX where there is none', () => {
    assert.ok(failure('const a: number = 1;', { javascript: true }).col > 1);
    assert.ok(failure('const a = <div>x</div>;'));
    assert.ok(instrument('const a = <div title={1 + f()}>x{y}</div>;', { file: 0, jsx: true }).code.includes('<div'));
    assert.ok(instrument('const a = b * 2;', { file: 0, javascript: true }).sites.length > 0);
  });
});

describe('what cannot be run is refused in words', () => {
  const CASES: Record<string, [message: RegExp, source: string, at: [number, number]]> = {
    decorators: [/Decorators/, 'class A {\n  @log m() {}\n}', [2, 3]],
    namespaces: [/Namespaces/, 'const a = 1;\nnamespace N { export const v = 1; }', [2, 1]],
    'explicit resources': [/`using`/, '{ using x = f(); }', [1, 3]],
  };
  for (const [title, [message, source, at]] of Object.entries(CASES))
    it(title, () => {
      const refused = failure(source);
      assert.match(refused.message, message);
      assert.deepEqual([refused.line, refused.col], at);
      assert.ok(refused.hint && refused.hint.length > 10);
    });

  it('but not namespaces and declarations without values', () => {
    const source =
      'namespace T { export interface A { x: number } }\ndeclare namespace D { const v: number }\ndeclare global { var q: number }';
    assert.ok(instrument(source, { file: 0 }).code.includes('namespace T'));
  });
});
