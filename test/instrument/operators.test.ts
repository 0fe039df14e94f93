/** Every operator on every kind of operand, in every place an operand can stand. */
import assert from 'node:assert/strict';
import { runInstrumented, runPlain } from './run';

const OPERANDS = [
  '5',
  '-3',
  '0.1',
  '0',
  '-0',
  'NaN',
  'Infinity',
  "'7'",
  "'x'",
  "''",
  'true',
  'null',
  'undefined',
  '2n',
  '-5n',
  '[4]',
  '[1, 2]',
  '{}',
  '{ valueOf() { out.push("valueOf"); return 6; } }',
  '{ toString() { out.push("toString"); return "8"; } }',
  '{ [Symbol.toPrimitive](hint) { out.push(hint); return 9; } }',
  'new Date(3)',
  'Symbol.iterator',
  'Math.max',
  'Object.create(null)',
  'new Proxy({}, { get(t, k) { out.push(String(k)); return undefined; } })',
];
const BINARY = ['+', '-', '*', '/', '%', '**', '<', '>', '<=', '>=', '==', '!='];
const COMPOUND = ['+=', '-=', '*=', '/=', '%=', '**=', '&&=', '||=', '??='];
const PLACES = ['a', 'x()', 'o.a', 'o.l[0]', 'o?.a', '(a as any)', '(0, a)'];
const TARGETS = ['a', 'o.a', 'o.l[0]', 'p().a', "p()['a']", 'this.a', '(o as any).a'];

/** Tries every expression on every pair of operands; a line for each: the result or the error, and what was asked. */
const program = (expressions: readonly string[], lefts: readonly string[], rights: readonly string[]): string => `
const out = [];
const lefts: (() => any)[] = [${lefts.map(text => `() => (${text})`).join(', ')}];
const rights: (() => any)[] = [${rights.map(text => `() => (${text})`).join(', ')}];
const tries = [${expressions.map(text => `function (a, b, o, x = () => a, y = () => b, p = () => o) { const r: any = ${text}; return [r, typeof r, a, b, o.a, o.l[0], this.a]; }`).join(',\n')}];
for (const left of lefts) for (const right of rights) for (const attempt of tries) {
  out.length = 0;
  try { const a = left(), b = right(); log(...attempt.call({ a, b }, a, b, { a, b, l: [a, b] }), out.join()); } catch (e) { log(e.name, e.message, out.join()); }
}`;

async function assertSame(source: string, lines: number): Promise<void> {
  const expected = await runPlain(source);
  assert.equal(expected.length, lines, expected.at(-1));
  assert.deepEqual((await runInstrumented(source)).logs, expected);
}

describe('operators mean the same on every operand', function () {
  this.timeout(20_000);

  for (const operator of BINARY)
    it(`a ${operator} b`, () => {
      const texts = PLACES.filter(place => operator !== '**' || place !== 'a').map(place => `${place} ${operator} b`);
      texts.push(`b ${operator} y()`, `x() ${operator} o.b`);
      return assertSame(program(texts, OPERANDS, OPERANDS), texts.length * OPERANDS.length ** 2);
    });

  for (const operator of COMPOUND)
    it(`a ${operator} b`, () => {
      const texts = TARGETS.map((target, i) => `${target} ${operator} ${i % 2 ? 'y()' : 'b'}`);
      return assertSame(program(texts, OPERANDS, OPERANDS), texts.length * OPERANDS.length ** 2);
    });

  it('text beside an operand', () => {
    const texts = PLACES.flatMap(place => [`'t' + ${place}`, `${place} + \`t\``, `'t' + ${place} + 't' + b`]);
    return assertSame(program(texts, OPERANDS, OPERANDS), texts.length * OPERANDS.length ** 2);
  });

  it('one operand', () => {
    const texts = PLACES.flatMap(place => ['-', '+', '~', '!', 'void ', 'typeof ', '- -'].map(sign => sign + place));
    for (const target of TARGETS) texts.push(`${target}++`, `++${target}`, `${target}--`, `--${target}`);
    return assertSame(program(texts, OPERANDS, ['1']), texts.length * OPERANDS.length);
  });

  it('three operands', () => {
    const texts = BINARY.flatMap(first => BINARY.map(second => `(${'a'}) ${first} (b ${second} 3)`)).concat(
      BINARY.flatMap(first => ['+', '*', '-'].map(second => `x() ${first} y() ${second} a`)),
    );
    const mixed = OPERANDS.filter((_, i) => i % 2 === 0);
    return assertSame(program(texts, mixed, mixed), texts.length * mixed.length ** 2);
  });
});
