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
  const { segments } = recording;
  const { op, in0, in1, site: sites } = segments.columns();
  const extra = recording.extra.view();
  const arities = Int8Array.from(recording.ops, ({ arity }) => (arity === 'n' ? -1 : arity));
  const node = new Uint32Array(count);
  const lowest = count > 0 ? extent.nodeAt(0) : 0;
  // Mostly no id is left out: then a million calls need not be made.
  const isWhole = count > 0 && extent.nodeAt(count - 1) === lowest + count - 1;
  for (let position = 0; position < count; position++) {
    node[position] = isWhole ? lowest + position : extent.nodeAt(position);
  }
  const code = new Uint16Array(count);
  const site = new Uint32Array(count);
  const offset = new Uint32Array(count + 1);
  let inputs = new Int32Array(count * 2 + 16);
  const uses = new Uint32Array(count);
  let filled = 0;
  for (let position = 0; position < count; ) {
    const { start, length, row, first, by } = segments.of(node[position]);
    const end = start + length;
    const toRow = row - start;
    for (; position < count && node[position] < end; position++) {
      const at = toRow + node[position];
      code[position] = op[at];
      site[position] = sites[at];
      offset[position] = filled;
      const arity = arities[op[at]];
      const many = arity < 0 ? in1[at] : arity;
      if (filled + many > inputs.length) {
        const grown = new Int32Array((filled + many) * 2);
        grown.set(inputs);
        inputs = grown;
      }
      for (let i = 0; i < many; i++) {
        const written = arity < 0 ? extra[in0[at] + i] : i === 0 ? in0[at] : in1[at];
        const id = written >= first ? written + by : written;
        const input = !isWhole ? extent.positionOf(id) : id >= lowest ? id - lowest : -1;
        inputs[filled++] = input;
        if (input >= 0) uses[input]++;
      }
    }
  }
  offset[count] = filled;
  const tensors = tensorsOf(recording, node);
  return { count, node, code, site, label: labelsOf(recording, extent, node), ...tensors, offset, inputs, uses };
}

function labelsOf(recording: Recording, extent: Extent, node: Uint32Array): Uint32Array {
  const label = new Uint32Array(node.length).fill(NONE);
  const labelled = recording.labelled();
  for (let position = 0; position < node.length; ) {
    const { start, length, by, repeated } = recording.segments.of(node[position]);
    const end = start + length;
    // What is repeated lends its names.
    for (const back of repeated === null || by === 0 ? [0] : [by, 0]) {
      const to = firstFrom(labelled.node, end - back);
      for (let k = firstFrom(labelled.node, start - back); k < to; k++) {
        const at = extent.positionOf(labelled.node[k] + back);
        if (at >= 0) label[at] = labelled.name[k];
      }
    }
    position = firstFrom(node, end);
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
