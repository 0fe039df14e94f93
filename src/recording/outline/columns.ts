/** What the outline needs of every node, in typed arrays by position in the extent: these loops run over millions. */
import type { Extent } from '../queries/extent';
import type { Recording } from '../recording';
import { NONE, type TensorKind } from '../schema';

export interface Columns {
  count: number;
  /** Id of each. */
  node: Uint32Array;
  code: Uint16Array;
  site: Uint32Array;
  /** Index into the recording's names, or NONE. */
  label: Uint32Array;
  /** Index into `kinds`, or -1; null where nothing is a tensor. */
  tensor: Int32Array | null;
  kinds: TensorKind[];
  /** Inputs of each begin here in `inputs`; positions, -1 for one outside the extent. */
  offset: Uint32Array;
  inputs: Int32Array;
  /** How often each is an input. */
  uses: Uint32Array;
}

export function columnsOf(recording: Recording, extent: Extent): Columns {
  const { count } = extent;
  const { segments, extra } = recording;
  const rows = segments.columns();
  const arities = Int8Array.from(recording.ops, ({ arity }) => (arity === 'n' ? -1 : arity));
  const node = new Uint32Array(count);
  const code = new Uint16Array(count);
  const site = new Uint32Array(count);
  const offset = new Uint32Array(count + 1);
  let inputs = new Int32Array(count * 2 + 16);
  const uses = new Uint32Array(count);
  let filled = 0;
  let start = 0;
  let end = 0;
  let segment = count > 0 ? segments.of(extent.nodeAt(0)) : null;
  for (let position = 0; position < count; position++) {
    const id = extent.nodeAt(position);
    if (segment === null || id < start || id >= end) {
      segment = segments.of(id);
      start = segment.start;
      end = start + segment.length;
    }
    const { first, by } = segment;
    const row = segment.row + id - start;
    const op = rows.op[row];
    node[position] = id;
    code[position] = op;
    site[position] = rows.site[row];
    offset[position] = filled;
    const arity = arities[op];
    const length = arity < 0 ? rows.in1[row] : arity;
    if (filled + length > inputs.length) {
      const grown = new Int32Array((filled + length) * 2);
      grown.set(inputs);
      inputs = grown;
    }
    for (let i = 0; i < length; i++) {
      const written = arity < 0 ? extra.at(rows.in0[row] + i) : i === 0 ? rows.in0[row] : rows.in1[row];
      const input = extent.positionOf(written >= first ? written + by : written);
      inputs[filled++] = input;
      if (input >= 0) uses[input]++;
    }
  }
  offset[count] = filled;
  const tensors = tensorsOf(recording, node);
  return { count, node, code, site, label: labelsOf(recording, node), ...tensors, offset, inputs, uses };
}

/** Labels are few: the sorted list of them is walked along with the nodes. */
function labelsOf(recording: Recording, node: Uint32Array): Uint32Array {
  const label = new Uint32Array(node.length).fill(NONE);
  const labelled = recording.labelled();
  if (labelled.node.length === 0) return label;
  let start = 0;
  let end = 0;
  let by = 0;
  let next = 0;
  let ownNext = 0;
  for (let position = 0; position < node.length; position++) {
    const id = node[position];
    if (id < start || id >= end) {
      const segment = recording.segments.of(id);
      start = segment.start;
      end = start + segment.length;
      by = segment.repeated === null ? 0 : segment.by;
      next = firstFrom(labelled.node, id - by);
      ownNext = by === 0 ? next : firstFrom(labelled.node, id);
    }
    while (labelled.node[next] < id - by) next++;
    if (labelled.node[next] === id - by) label[position] = labelled.name[next];
    if (by === 0) continue;
    while (labelled.node[ownNext] < id) ownNext++;
    if (labelled.node[ownNext] === id) label[position] = labelled.name[ownNext];
  }
  return label;
}

function firstFrom(sorted: Uint32Array, least: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] >= least) high = middle;
    else low = middle + 1;
  }
  return low;
}

function tensorsOf(recording: Recording, node: Uint32Array): Pick<Columns, 'tensor' | 'kinds'> {
  if (recording.tensors.kinds.length === 0) return { tensor: null, kinds: [] };
  const kinds: TensorKind[] = [];
  const known = new Map<TensorKind, number>();
  const tensor = new Int32Array(node.length).fill(-1);
  for (let position = 0; position < node.length; position++) {
    const kind = recording.tensor(node[position]);
    if (kind === undefined) continue;
    let index = known.get(kind);
    if (index === undefined) {
      index = kinds.push(kind) - 1;
      known.set(kind, index);
    }
    tensor[position] = index;
  }
  return { tensor, kinds };
}
