/** Random programs, the same for the same seed, that mix what the transform has to keep apart. */

/** A small generator of uniform numbers (mulberry32). */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomProgram(seed: number): string {
  return new Writer(uniform(seed)).program();
}

const NUMBERS = ['0', '1', '2', '-1', '0.5', '3', '10'];
const ARITHMETIC = ['+', '-', '*', '/', '%', '<', '>', '<=', '>='];
const OTHER = ['&', '|', '^', '===', '!==', '&&', '||', '??'];
const COMPOUND = ['+=', '-=', '*=', '/=', '%=', '&&=', '||=', '??=', '='];

class Writer {
  private depth = 0;
  private variables = ['a', 'b', 'c'];
  private loops = 0;

  constructor(private readonly next: () => number) {}

  program(): string {
    return `let a: any = 1, b: any = 2.5, c: any = -3;
const o: any = { x: 1, y: { z: 2 }, l: [1, 2, 3], get g() { return ++this.x; }, set g(v) { this.y.z = v; }, m(v = 1) { return v * this.x; }, n: null };
let calls = 0;
const t = (v?: any) => { if (++calls > 400) throw new Error('enough'); return v; };
function f(p: any = a, q: any = b) { t(); a = p; return p + q * 2; }
function* gen(n: number) { for (let i = 0; i < n; i++) a = yield i * b; }
try {
${this.statements(6)}
} catch (e) { log(e.name, e.message); }
log(a, b, c, JSON.stringify(o));`;
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)];
  }

  private chance(p: number): boolean {
    return this.next() < p;
  }

  private statements(count: number): string {
    return Array.from({ length: count }, () => this.statement()).join(
      this.pick(['\n', '\n', ';\n', ' ;']).replace(' ;', '\n'),
    );
  }

  private block(): string {
    const { variables } = this;
    this.variables = [...variables];
    const text = `{ ${this.statements(2)} }`;
    this.variables = variables;
    return text;
  }

  private statement(): string {
    this.depth++;
    const text = this.depth > 4 ? `log(${this.expression()});` : this.pick(this.forms)();
    this.depth--;
    return text;
  }

  private readonly forms: (() => string)[] = [
    () => `log(${this.expression()});`,
    () => `${this.target()} ${this.pick(COMPOUND)} ${this.expression()};`,
    () => `${this.target()}${this.pick(['++', '--'])};`,
    () => `${this.pick(['++', '--'])}${this.target()};`,
    () => `if (${this.expression()}) ${this.block()} else ${this.block()}`,
    () => `if (${this.expression()}) ${this.target()}++; else log(${this.expression()});`,
    () => this.loop(),
    () => `try ${this.block()} catch (e) { log('c', e.name ?? e); ${this.statement()} } finally ${this.block()}`,
    () => `try { ${this.statement()} throw ${this.expression()}; } catch (e) { log(typeof e); }`,
    () => this.declaration(),
    () =>
      `switch (${this.expression()}) { case 1: ${this.statement()} break; case ${this.expression()}: default: ${this.statement()} }`,
    () =>
      `({ x: a, y: [${this.pick(this.variables)} = ${this.expression()}] = [${this.expression()}] } = o.y === 1 ? {} : { x: ${this.expression()} } as any);`,
    () => `log([...gen(${this.pick(['0', '1', '3'])})]);`,
    () =>
      `log(await (async (k) => { ${this.statement()} await null; return k + ${this.expression()}; })(${this.expression()}));`,
  ];

  private loop(): string {
    const name = `i${this.loops++}`;
    const bound = this.pick(['2', '3']);
    const body = (): string =>
      `{ t(); ${this.statement()} ${this.pick(['', 'if (a > 3) break;', 'if (b < 0) continue;'])} }`;
    return this.pick([
      () => `for (let ${name} = 0; ${name} < ${bound}; ${name}++) ${body()}`,
      () => `for (const ${name} of [${this.expression()}, ${this.expression()}]) ${body()}`,
      () => `for (const ${name} in { p: 1, q: 2 }) ${body()}`,
      () =>
        `l${name}: for (let ${name} = ${bound}; ${name}-- > 0;) { for (;;) { t(); ${this.statement()} ${this.pick(['break', 'continue', 'break'])} l${name}; } }`,
      () => `{ let ${name} = 0; do { t(); ${this.statement()} } while (${name}++ < ${bound}); }`,
      () => `{ let ${name} = ${bound}; while (${name}-- > 0 && t(true)) ${body()} }`,
    ])();
  }

  private declaration(): string {
    const name = `v${this.variables.length}_${Math.floor(this.next() * 1e6)}`;
    const text = this.pick([
      () => `const ${name} = ${this.expression()};`,
      () => `let ${name}: any = ${this.expression()};`,
      () => `const [${name} = ${this.expression()}] = [${this.expression()}];`,
      () => `const { k: ${name} = ${this.expression()} } = { k: ${this.expression()} } as any;`,
    ])();
    if (text.startsWith('let')) this.variables = [...this.variables, name];
    return text;
  }

  private target(): string {
    return this.pick([
      () => this.pick(this.variables),
      () => this.pick(this.variables),
      () => 'o.x',
      () => 'o.y.z',
      () => `o.l[${this.pick(['0', '1', 'o.l.length', 't(2)', 'a'])}]`,
      () => `t(o).x`,
      () => 'o.g',
      () => `o[t('x')]`,
    ])();
  }

  private expression(): string {
    this.depth++;
    const text = this.depth > 7 || this.chance(0.2) ? this.leaf() : this.pick(this.expressions)();
    this.depth--;
    return text;
  }

  private leaf(): string {
    return this.pick([() => this.pick(this.variables), () => this.pick(NUMBERS), () => this.target(), () => `'s'`])();
  }

  private readonly expressions: (() => string)[] = [
    () => `${this.operand()} ${this.pick(ARITHMETIC)} ${this.operand()}`,
    () =>
      `${this.operand()} ${this.pick(ARITHMETIC)} ${this.operand()} ${this.pick(['+', '*', '-'])} ${this.operand()}`,
    () => `${this.operand()} ${this.pick(ARITHMETIC)}\n  ${this.operand()} /* ${this.pick(ARITHMETIC)} */`,
    () => `(${this.operand()} ${this.pick(OTHER)} ${this.operand()})`,
    () => `(${this.operand()}) ** 2`,
    () => `- ${this.operand()}`,
    () => `!${this.operand()}`,
    () => `(${this.target()} ${this.pick(COMPOUND)} ${this.expression()})`,
    () => `(${this.target()}${this.pick(['++', '--'])})`,
    () => `${this.operand()} ? ${this.operand()} : ${this.operand()}`,
    () => `f(${this.expression()}, ${this.expression()})`,
    () => `t(${this.expression()})`,
    () => `o.m(${this.expression()})`,
    () => `o?.n?.x.y(${this.expression()})`,
    () => `o?.m?.(${this.expression()})`,
    () => `\`\${${this.expression()}}\``,
    () => `[${this.expression()}, ${this.expression()}].length`,
    () => `((p, q = ${this.expression()}) => p + q)(${this.expression()})`,
    () => `(${this.expression()}, ${this.expression()})`,
    () => `typeof (${this.expression()})`,
    () => `new (class { k = ${this.expression()}; get s() { return this.k; } })().s`,
  ];

  private operand(): string {
    return this.chance(0.4) ? this.leaf() : `(${this.expression()})`;
  }
}
