/** Gradient check of tensors: the graph is computed anew in float64, and every number of its leaves nudged. */
import { describe } from '../describe';
import { compareSlopes } from '../slopes';
import { Tape, useTape } from '../tape';
import { apply } from './apply';
import { isTensor, type TensorCore } from './core';
import { leaf } from './create';
import { isFloating } from './dtype';
import type { GradNode } from './grad';
import { noGrad } from './gradMode';
import { cast, copied } from './loops';
import { shapeText } from './shape';
import type { Tensor } from './tensor';

/** Of one leaf: its number with the largest relative error, among those of `tolist()` flattened. */
export interface TensorGradCheckRow {
  label: string;
  shape: readonly number[];
  /** Which of its numbers, counted in order. */
  index: number;
  data: number;
  /** By the rules of the ops. */
  analytic: number;
  /** By nudging the number both ways. */
  numeric: number;
  relativeError: number;
}

/**
 * Checks the leaves that require a gradient; nothing of theirs changes, and nothing is recorded.
 * @throws Error if a backward pass has gone through without keeping the graph.
 */
export function gradCheckTensor(root: Tensor, of: readonly Tensor[] | undefined): TensorGradCheckRow[] {
  if (root.numel() !== 1 || root.node === null) {
    throw new RangeError(
      `gradCheck expects a single number that was computed from a tensor with requiresGrad, but got ${shapeText(root.shape)}` +
        `${root.node === null ? ' without a gradFn' : ''}.`,
    );
  }
  const nodes = nodesBehind(root.node);
  if (nodes.some(({ isSpent, reads }) => isSpent && reads !== 0)) {
    throw new Error(
      'gradCheck: a backward pass has gone through this graph and let go of it. Check before the pass, or let it keep the ' +
        'graph: backward(undefined, { retainGraph: true }).',
    );
  }
  const wanted = new Set(nodes.flatMap(({ inputs }) => inputs.filter(({ isWanted }) => isWanted)));
  const leaves = of === undefined ? [...wanted] : of.map((tensor, i) => checkLeaf(wanted, tensor, i));
  const before = useTape(new Tape());
  try {
    const copies = new Map<TensorCore, Tensor>();
    for (const { inputs } of nodes)
      for (const input of inputs) if (input.node === null) copies.set(input, copyOf(input));
    evaluate(nodes, copies).backward();
    return leaves.filter(tensor => tensor.numel() > 0).map(tensor => worstOf(tensor, nodes, copies));
  } finally {
    useTape(before);
  }
}

function checkLeaf(wanted: ReadonlySet<TensorCore>, tensor: unknown, i: number): TensorCore {
  if (isTensor(tensor) && wanted.has(tensor)) return tensor;
  throw new RangeError(
    `gradCheck: the root was not computed from number ${i} of \`of\` as a leaf with requiresGrad, ${describe(tensor)}.`,
  );
}

/** Every use of an op behind the root, inputs first. */
function nodesBehind(root: GradNode): GradNode[] {
  const seen = new Set([root]);
  for (const { inputs } of seen) for (const { node } of inputs) if (node !== null) seen.add(node);
  return [...seen].sort((a, b) => a.sequence - b.sequence);
}

/** A leaf of its own, in float64 where the other is of fractions. */
function copyOf({ array, dtype, isWanted }: TensorCore): Tensor {
  return leaf(copied(isFloating(dtype) ? cast(array, 'float64') : array), { requiresGrad: isWanted });
}

/** The root, computed from the copies of the leaves. */
function evaluate(nodes: readonly GradNode[], copies: ReadonlyMap<TensorCore, Tensor>): Tensor {
  const made = new Map(copies);
  let root: Tensor | undefined;
  for (const { op, inputs, attributes, output } of nodes) {
    root = apply(
      op,
      inputs.map(input => made.get(input)!),
      attributes,
    );
    made.set(output, root);
  }
  return root!;
}

function worstOf(
  tensor: TensorCore,
  nodes: readonly GradNode[],
  copies: ReadonlyMap<TensorCore, Tensor>,
): TensorGradCheckRow {
  const { array, grad } = copies.get(tensor)!;
  const { values, offset } = array;
  const gradient = grad === null ? null : copied(grad.array);
  const rows = Array.from({ length: array.size }, (_, index) => {
    const data = values[offset + index];
    const analytic = gradient === null ? 0 : gradient.values[gradient.offset + index];
    const rootAt = (nudged: number) => {
      values[offset + index] = nudged;
      return noGrad(() => evaluate(nodes, copies).item());
    };
    const slopes = compareSlopes(analytic, data, rootAt);
    values[offset + index] = data;
    return { label: tensor.label, shape: tensor.shape, index, data, analytic, ...slopes };
  });
  return rows.reduce((worst, row) => (row.relativeError > worst.relativeError ? row : worst));
}
