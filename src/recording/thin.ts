/**
 * Thins what is kept of the passes of a long training: of those let go, the loss stays. What the script wrote between two
 * that are kept is put together: the last data and grad of each node that it wrote to or a pass left.
 */
import { f64, u8, u32 } from './column';
import { FIELD_GRAD, NONE, type Pass } from './schema';

/** Writes and entries of passes that are kept in full: some 50 MiB. */
export const WHOLE_ENTRIES = 2 ** 21;

export const newWrites = () => ({ node: u32(), field: u8(), value: f64(), site: u32(), pass: u32(), made: u32() });
export type Writes = ReturnType<typeof newWrites>;
export const newContributions = () => ({ pass: u32(), node: u32(), input: u32(), value: f64() });
export type Contributions = ReturnType<typeof newContributions>;

interface Write {
  node: number;
  field: number;
  value: number;
  site: number;
  pass: number;
  made: number;
}

const NO_NODES = new Uint32Array(0);
const NO_GRADS = new Float64Array(0);

/** Whether a pass may be let go: what others repeat stays. */
const isThinnable = (pass: Pass) => pass.repeats !== undefined;

/** Lets go of the passes for which `isKept` does not hold, and returns what is left of the writes. */
export function thin(passes: Pass[], writes: Writes, isKept: (pass: number) => boolean): Writes {
  const left = newWrites();
  /** The last write to each node and field since the last pass that is kept. */
  const open = new Map<string, Write>();
  const note = (write: Write) => {
    const key = `${write.node} ${write.field}`;
    // Behind what was written to others before it.
    open.delete(key);
    open.set(key, write);
  };
  for (let pass = 0, row = 0; pass <= passes.length; pass++) {
    const goes = pass < passes.length && (passes[pass].isThinned || (isThinnable(passes[pass]) && !isKept(pass)));
    if (!goes) {
      for (const write of open.values()) append(left, write);
      open.clear();
    }
    for (; row < writes.pass.length && writes.pass.at(row) <= pass; row++) {
      const write = writeAt(writes, row);
      if (goes) note(write);
      else append(left, write);
    }
    if (!goes) continue;
    const { nodes, grads, length } = passes[pass];
    nodes.forEach((node, i) => {
      note({ node, field: FIELD_GRAD, value: grads[i], site: NONE, pass: pass + 1, made: length });
    });
    passes[pass] = { ...passes[pass], nodes: NO_NODES, grads: NO_GRADS, isThinned: true };
  }
  return left;
}

/** The contributions to the passes for which `isKept` holds. */
export function contributionsTo(all: Contributions, isKept: (pass: number) => boolean): Contributions {
  const left = newContributions();
  for (let row = 0; row < all.pass.length; row++) {
    if (!isKept(all.pass.at(row))) continue;
    left.pass.push(all.pass.at(row));
    left.node.push(all.node.at(row));
    left.input.push(all.input.at(row));
    left.value.push(all.value.at(row));
  }
  return left;
}

/** The pass at an index; if only its loss is kept, the next one on the way there from another pass. */
export function keptPass(passes: readonly Pass[], index: number, from = passes.length): number {
  const by = index > from ? 1 : -1;
  let at = index;
  // The first pass and the newest are always kept.
  while (passes[at]?.isThinned) at += by;
  return at;
}

function writeAt({ node, field, value, site, pass, made }: Writes, row: number): Write {
  return {
    node: node.at(row),
    field: field.at(row),
    value: value.at(row),
    site: site.at(row),
    pass: pass.at(row),
    made: made.at(row),
  };
}

function append(writes: Writes, { node, field, value, site, pass, made }: Write): void {
  writes.node.push(node);
  writes.field.push(field);
  writes.value.push(value);
  writes.site.push(site);
  writes.pass.push(pass);
  writes.made.push(made);
}
