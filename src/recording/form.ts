/**
 * Whether a chunk is what its type says: its columns are there, of their kinds, as long as each other, what counts or
 * numbers something is a whole number, and what is called something is called by a text. What takes chunks in grows by them, and must not by what is only said.
 */

import { Impossible } from './impossible';
import { type Chunk, NONE, type Notation, type OpInfo, type PlotFrame } from './schema';

export const KINDS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
};
export type Kind = keyof typeof KINDS;
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

type Type = Chunk['type'];
type Of<T extends Type> = Extract<Chunk, { type: T }>;
type KeysOf<C, V> = { [K in keyof C]-?: NonNullable<C[K]> extends V ? K : never }[keyof C];

/** A column of one number a row; of `any` length; `maybe` absent, and then of any length. */
type Form = Kind | `${Kind} any` | `${Kind} maybe`;

/** Every column of every chunk. A plot's depend on its picture. */
const COLUMNS: { [T in Type]: Record<KeysOf<Of<T>, Numbers>, Form> } = {
  header: {},
  file: {},
  sites: {},
  ops: {},
  names: {},
  scopes: { parent: 'u32', site: 'u32', name: 'u32', iteration: 'i32' },
  nodes: { op: 'u16', in0: 'u32', in1: 'u32', data: 'f64', site: 'u32', scope: 'u32', standIns: 'u32 maybe' },
  repeat: { changed: 'u32', data: 'f64', standIns: 'u32 maybe' },
  repeats: {
    of: 'u32',
    count: 'u32',
    first: 'u32',
    changes: 'u32',
    changed: 'u32 any',
    data: 'f64 any',
    scopes: 'u32',
    standIns: 'u32 any',
  },
  repeatedPasses: {
    pass: 'u32',
    first: 'u32',
    by: 'u32',
    root: 'u32',
    loss: 'f64',
    length: 'u32',
    site: 'u32',
    touched: 'u32',
    nodes: 'u32 any',
    grads: 'f64 any',
    added: 'u32',
    accumulated: 'u32 any',
  },
  returned: { data: 'f64' },
  extra: { inputs: 'u32' },
  labels: { node: 'u32', name: 'u32' },
  writes: { node: 'u32', field: 'u8', value: 'f64', site: 'u32', pass: 'u32', made: 'u32' },
  contributions: { pass: 'u32', node: 'u32', input: 'u32', value: 'f64' },
  seen: { site: 'u32', count: 'u32', kind: 'u8', value: 'f64' },
  pass: { nodes: 'u32', grads: 'f64', steps: 'u32 maybe', accumulated: 'u32 maybe' },
  logged: { name: 'u32', value: 'f64', pass: 'u32' },
  plot: {},
  tensorKinds: {},
  tensors: { node: 'u32', kind: 'u32' },
  statistics: {
    pass: 'u32',
    node: 'u32',
    of: 'u32',
    nonFinite: 'u32',
    mean: 'f32',
    deviation: 'f32',
    least: 'f32',
    most: 'f32',
  },
  whole: { node: 'u32', of: 'u32', length: 'u32', isExact: 'u8', values: 'f32 any', exact: 'f64 any' },
  output: {},
  progress: {},
  error: {},
  end: {},
};

const PLOT_COLUMNS: Record<PlotFrame['kind'], Record<string, Form>> = {
  line: { x: 'f64', y: 'f64' },
  scatter: { x: 'f64', y: 'f64' },
  hist: { counts: 'u32' },
  heatmap: { values: 'f64' },
};

const NOTATIONS: readonly Notation[] = ['infix', 'prefix', 'function'];

/** Throws `Impossible`. */
export function checkForm(chunk: Chunk): void {
  checkColumns(chunk, columnsOf(chunk));
  switch (chunk.type) {
    case 'header':
      texts('header', { entry: chunk.entry });
      for (const op of listOf(chunk, 'ops')) checkOp(chunk.type, op);
      break;
    case 'file': {
      const { path, text } = chunk.file;
      texts('file', { path, text });
      break;
    }
    case 'ops':
      for (const op of listOf(chunk, 'ops')) checkOp(chunk.type, op);
      break;
    case 'names':
      texts('names', Object.fromEntries(listOf(chunk, 'names').entries()));
      break;
    case 'repeat':
      indexes(chunk, { of: chunk.of, count: chunk.count, first: chunk.first });
      break;
    case 'repeats':
      sum(chunk, 'changes', chunk.changes, { changed: chunk.changed, data: chunk.data });
      sum(chunk, 'scopes', chunk.scopes, { standIns: chunk.standIns });
      break;
    case 'repeatedPasses':
      sum(
        chunk,
        'touched',
        chunk.touched.filter(count => count !== NONE),
        { nodes: chunk.nodes, grads: chunk.grads },
      );
      sum(chunk, 'added', chunk.added, { accumulated: chunk.accumulated });
      break;
    case 'returned':
      indexes(chunk, { node: chunk.node });
      break;
    case 'pass':
      indexes(chunk, { root: chunk.root, length: chunk.length, site: chunk.site, ...chunk.repeats });
      break;
    case 'plot':
      indexes(chunk, {
        site: chunk.site,
        pass: chunk.pass,
        ...(chunk.kind === 'heatmap' ? { width: chunk.width } : {}),
      });
      break;
    case 'tensorKinds':
      for (const { shape } of listOf(chunk, 'kinds')) indexes(chunk, Object.fromEntries(shape.entries()));
      break;
    case 'whole': {
      const { isExact, length, values, exact } = chunk;
      indexes(chunk, { pass: chunk.pass });
      sum(
        chunk,
        'length',
        length.filter((_, row) => isExact[row] !== 1),
        { values },
      );
      sum(
        chunk,
        'length',
        length.filter((_, row) => isExact[row] === 1),
        { exact },
      );
      break;
    }
  }
}

function checkOp(type: Type, { name, symbol, notation, arity, tensor }: OpInfo): void {
  texts(`${type}.ops`, { name, symbol });
  if (!NOTATIONS.includes(notation)) throw new Impossible(`the op ${name} is written as ${notation}`);
  if (![0, 1, 2, 'n'].includes(arity)) throw new Impossible(`the op ${name} has ${arity} inputs`);
  if (tensor === undefined) return;
  const { word, formula, gradients } = tensor;
  texts(`${type}.ops`, { word, formula });
  if (!Array.isArray(gradients)) throw new Impossible(`${type}.ops.gradients is no list`);
  for (const gradient of gradients) if (gradient !== null) texts(`${type}.ops`, { gradients: gradient });
}

function columnsOf(chunk: Chunk): Record<string, Form> {
  const columns: Record<string, Form> | undefined =
    chunk.type === 'plot' ? PLOT_COLUMNS[chunk.kind] : COLUMNS[chunk.type];
  if (columns === undefined) throw new Impossible(`it has a part of the unknown type ${chunk.type}`);
  return columns;
}

function checkColumns(chunk: Chunk, columns: Record<string, Form>): void {
  const fields = chunk as unknown as Record<string, unknown>;
  let rows: { name: string; count: number } | null = null;
  for (const name in columns) {
    const [kind, how] = columns[name].split(' ') as [Kind, string | undefined];
    const column = fields[name];
    if (how === 'maybe' && column === undefined) continue;
    if (!(column instanceof KINDS[kind])) throw new Impossible(`${chunk.type}.${name} is no column of ${kind}`);
    if (how !== undefined) continue;
    rows ??= { name, count: column.length };
    if (column.length !== rows.count) {
      const { length } = column;
      throw new Impossible(`${chunk.type}.${name} has ${length} numbers, and ${rows.name} has ${rows.count}`);
    }
  }
}

/** What is told of all rows has to be there. */
function sum({ type }: Chunk, name: string, counts: Uint32Array, columns: Record<string, Numbers>): void {
  const told = counts.reduce((total, count) => total + count, 0);
  for (const [column, { length }] of Object.entries(columns)) {
    if (told !== length) throw new Impossible(`${type}.${name} tells of ${told} numbers, and ${column} has ${length}`);
  }
}

function indexes({ type }: Chunk, fields: Record<string, number>): void {
  for (const name in fields) {
    const value = fields[name];
    if (!Number.isInteger(value) || value < 0 || value > NONE) throw new Impossible(`${type}.${name} is ${value}`);
  }
}

function texts(part: string, fields: Record<string, unknown>): void {
  for (const name in fields) if (typeof fields[name] !== 'string') throw new Impossible(`${part}.${name} is no text`);
}

function listOf<C extends Chunk, K extends KeysOf<C, unknown[]>>(chunk: C, name: K): C[K] {
  const list: unknown = chunk[name];
  if (!Array.isArray(list)) throw new Impossible(`${chunk.type}.${String(name)} is no list`);
  return chunk[name];
}
