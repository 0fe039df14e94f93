/** Recordings of made-up programs, with calls and loops. */
import { Recording } from '../../../src/recording/recording';
import { CONSTANT, FORMAT, LEAF, NONE, type OpInfo, type Site, VERSION } from '../../../src/recording/schema';

const OPS: OpInfo[] = [
  { name: 'leaf', symbol: '', notation: 'function', arity: 0 },
  { name: 'constant', symbol: '', notation: 'function', arity: 0 },
  { name: 'add', symbol: '+', notation: 'infix', arity: 2 },
  { name: 'mul', symbol: '*', notation: 'infix', arity: 2 },
  { name: 'neg', symbol: '-', notation: 'prefix', arity: 1 },
  { name: 'max', symbol: 'max', notation: 'function', arity: 'n' },
];
const ADD = 2;
const MUL = 3;
const NEG = 4;
const MAX = 5;

/** Numbers from 0 to below 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Writes a program down as it runs. */
export class Program {
  private readonly nodes = {
    op: [] as number[],
    in0: [] as number[],
    in1: [] as number[],
    site: [] as number[],
    scope: [] as number[],
  };
  private readonly scopes = {
    parent: [] as number[],
    site: [] as number[],
    name: [] as number[],
    iteration: [] as number[],
  };
  private readonly names: string[] = [];
  private readonly extra: number[] = [];
  private readonly labels = new Map<number, string>();
  private readonly sites: Site[] = [];
  scope = NONE;
  line = 1;

  get length(): number {
    return this.nodes.op.length;
  }

  leaf(label = ''): number {
    return this.add(LEAF, 0, 0, label);
  }

  constant(): number {
    return this.add(CONSTANT, 0, 0);
  }

  sum(a: number, b: number, label = ''): number {
    return this.add(ADD, a, b, label);
  }

  product(a: number, b: number): number {
    return this.add(MUL, a, b);
  }

  negative(a: number): number {
    return this.add(NEG, a, 0);
  }

  maximum(inputs: number[]): number {
    const node = this.add(MAX, this.extra.length, inputs.length);
    this.extra.push(...inputs);
    return node;
  }

  call<T>(name: string, body: () => T, iteration = -1): T {
    const outer = this.scope;
    this.scope = this.scopes.parent.push(outer) - 1;
    this.scopes.site.push(this.site(name.length * 7));
    this.scopes.name.push(this.name(name));
    this.scopes.iteration.push(iteration);
    const result = body();
    this.scope = outer;
    return result;
  }

  recording(): Recording {
    const { nodes, scopes } = this;
    const u32 = (list: number[]) => Uint32Array.from(list);
    const labels = [...this.labels];
    const labelled = labels.map(([, label]) => this.name(label));
    return Recording.of([
      { type: 'header', format: FORMAT, version: VERSION, entry: '/script.ts', ops: OPS },
      { type: 'file', file: { path: '/script.ts', text: '' } },
      { type: 'sites', sites: this.sites },
      { type: 'names', names: this.names },
      {
        type: 'scopes',
        parent: u32(scopes.parent),
        site: u32(scopes.site),
        name: u32(scopes.name),
        iteration: Int32Array.from(scopes.iteration),
      },
      { type: 'extra', inputs: u32(this.extra) },
      {
        type: 'nodes',
        op: Uint16Array.from(nodes.op),
        in0: u32(nodes.in0),
        in1: u32(nodes.in1),
        data: new Float64Array(this.length),
        site: u32(nodes.site),
        scope: u32(nodes.scope),
      },
      { type: 'labels', node: u32(labels.map(([node]) => node)), name: u32(labelled) },
    ]);
  }

  private add(op: number, in0: number, in1: number, label = ''): number {
    const { nodes } = this;
    const node = nodes.op.push(op) - 1;
    nodes.in0.push(in0);
    nodes.in1.push(in1);
    nodes.site.push(this.site(this.line));
    nodes.scope.push(this.scope);
    if (label !== '') this.labels.set(node, label);
    return node;
  }

  private readonly siteOfLine = new Map<number, number>();

  private site(line: number): number {
    let site = this.siteOfLine.get(line);
    if (site === undefined) {
      site = this.sites.push({ file: 0, start: 0, end: 0, line, col: 1, kind: 'op' }) - 1;
      this.siteOfLine.set(line, site);
    }
    return site;
  }

  private name(text: string): number {
    const known = this.names.indexOf(text);
    return known >= 0 ? known : this.names.push(text) - 1;
  }
}

/** A program of calls in calls and loops, which use what any of them made; scopes may interleave. */
export function randomProgram(seed: number, size: number): Recording {
  const random = randomOf(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const program = new Program();
  const isInterleaved = random() < 0.3;
  const locality = random() < 0.5 ? 10 : 1000;
  const made: number[] = [program.leaf('x'), program.leaf('y')];
  const scopes: number[] = [NONE];
  const any = () => (random() < 0.1 ? made[pick(made.length)] : made[Math.max(0, made.length - 1 - pick(locality))]);
  const step = () => {
    if (isInterleaved && random() < 0.3) program.scope = scopes[pick(scopes.length)];
    program.line = random() < 0.5 ? program.line : pick(30) + 1;
    const kind = random();
    if (kind < 0.1) made.push(program.leaf(random() < 0.5 ? `w${pick(3)}` : ''));
    else if (kind < 0.2) made.push(program.constant());
    else if (kind < 0.5) made.push(program.sum(any(), any(), random() < 0.1 ? 's' : ''));
    else if (kind < 0.8) made.push(program.product(any(), any()));
    else if (kind < 0.98) made.push(program.negative(any()));
    else made.push(program.maximum(Array.from({ length: pick(50) + 1 }, any)));
  };
  const block = (depth: number): void => {
    const kind = depth > 5 ? 0 : random();
    if (kind < 0.4) for (let i = pick(12); i >= 0; i--) step();
    else if (kind < 0.6) {
      // Each time the same.
      const times = pick(15) + 1;
      let result = any();
      for (let i = 0; i < times; i++) {
        result = program.call(
          'i',
          () => {
            scopes.push(program.scope);
            const square = program.product(result, made[0]);
            const more = program.negative(square);
            return program.sum(more, random() < 0.02 ? any() : square);
          },
          i,
        );
        made.push(result);
      }
    } else if (kind < 0.7) {
      let total = any();
      for (let i = pick(70); i >= 0; i--) total = program.sum(total, random() < 0.5 ? any() : program.leaf());
      made.push(total);
    } else {
      program.call(`f${pick(5)}`, () => {
        scopes.push(program.scope);
        for (let i = pick(6); i >= 0; i--) block(depth + 1);
      });
    }
  };
  while (program.length < size) block(0);
  return program.recording();
}
