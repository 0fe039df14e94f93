/**
 * The backward pass through tensors. A node is made after its inputs, so descending sequence numbers are a topological
 * order: no recursion.
 */
import { tape } from '../tape';
import type { TensorCore } from './core';
import type { GradNode } from './grad';
import { sameShape } from './layout';
import { cast, copied } from './loops';
import { endPass, makeRoom, setInPass } from './memory';
import { filled, lengthOf, type NDArray } from './ndarray';
import { addArrays, addInto } from './ops/sums';
import { RecordedPass } from './recordedPass';
import { sumTo } from './reduce';
import { shapeText } from './shape';

let passes = 0;

/**
 * Adds ∂root/∂leaf to the grad of every leaf that `root` was computed from, weighted by `gradient`.
 * @param gradient - Of the root's shape; null for 1, if the root is a single number.
 * @param retainGraph - Whether another pass may go through the same graph.
 * @throws Error if the root has no graph or more than one number, if a pass has gone through before, or if a number
 *   that a rule uses has been changed in place since.
 */
export function backward(root: TensorCore, gradient: NDArray | null, retainGraph: boolean): void {
  const seed = seedOf(root, gradient);
  const order = root.node === null ? [] : nodesBehind(root.node);
  if (root.node === null) addToGrad(root, seed, gradient === null);
  else root.node.gradient = seed;
  if (tape().recorder === null) passThrough(order, retainGraph);
  else passRecorded(root, order, retainGraph);
}

function passThrough(order: readonly GradNode[], retainGraph: boolean): void {
  let done = 0;
  try {
    for (; done < order.length; done++) {
      propagate(order[done], null);
      leave(order[done], retainGraph);
    }
  } finally {
    endPass(false);
    for (; done < order.length; done++) leave(order[done], retainGraph);
  }
}

/** Whoever records sees the gradients of all nodes at the end. */
function passRecorded(root: TensorCore, order: readonly GradNode[], retainGraph: boolean): void {
  let isTold = false;
  try {
    const recorded = new RecordedPass(tape(), root, order);
    for (let i = 0; i < order.length; i++) propagate(order[i], recorded);
    isTold = recorded.end();
  } finally {
    endPass(isTold);
    for (let i = 0; i < order.length; i++) leave(order[i], retainGraph);
  }
}

/** The pass is done with a node. */
function leave(node: GradNode, retainGraph: boolean): void {
  node.gradient = null;
  if (!retainGraph) node.spend();
}

function seedOf(root: TensorCore, gradient: NDArray | null): NDArray {
  if (!root.requiresGrad) {
    throw new Error(
      'backward: this tensor was computed from none that requires a gradient (or inside noGrad, or after detach()). ' +
        'Make its parameters with { requiresGrad: true }.',
    );
  }
  if (gradient === null) {
    if (root.numel() === 1) return filled(root.dtype, root.array.layout, 1);
    throw new Error(
      `backward: a gradient starts from a single number, but this tensor has the shape ${shapeText(root.shape)}. ` +
        'Reduce it first, as in t.sum().backward(), or give the gradient: t.backward(gradient).',
    );
  }
  if (sameShape(gradient.layout, root.array.layout)) return cast(gradient, root.dtype);
  throw new RangeError(
    `backward: the gradient has the shape ${shapeText(gradient.shape)}, but the tensor has ${shapeText(root.shape)}.`,
  );
}

/** Every node that the gradient will reach, in the order of the pass. */
function nodesBehind(root: GradNode): GradNode[] {
  const pass = ++passes;
  const order = [root];
  let isSorted = true;
  root.pass = pass;
  for (let i = 0; i < order.length; i++) {
    const { inputs, isSpent, reads } = order[i];
    if (isSpent && reads !== 0) throw spentError(order[i]);
    for (let k = 0; k < inputs.length; k++) {
      const { node } = inputs[k];
      if (node === null || node.pass === pass) continue;
      node.pass = pass;
      if (node.sequence > order[order.length - 1].sequence) isSorted = false;
      order.push(node);
    }
  }
  return isSorted ? order : order.sort((a, b) => b.sequence - a.sequence);
}

/** The chain rule at one node: gives each input that requires a gradient its share. */
function propagate(node: GradNode, recorded: RecordedPass | null): void {
  if (node.isStale) throw staleError(node);
  const upstream = node.gradient!;
  const { inputs, output } = node;
  const length = 2 * (lengthOf(inputs) + upstream.size);
  for (let i = 0; i < inputs.length; i++) {
    const input = inputs[i];
    const derivative = input.requiresGrad ? node.derivative(i) : null;
    if (derivative === null) continue;
    makeRoom(length);
    setInPass(input.node !== null);
    const share = fitted(derivative.vjp(node, upstream, i), input.array);
    setInPass(false);
    recorded?.arrived(node, i, share);
    // A rule may give the upstream gradient itself, or a view of it: others may hold the same numbers.
    const isOwn = share.storage !== upstream.storage;
    if (input.node === null) addToGrad(input, share, isOwn);
    else gather(input.node, share, isOwn);
  }
  if (output.retainsGrad) addToGrad(output, upstream, false);
}

/** A share in the shape and dtype of the input: summed over what broadcasting repeated. */
function fitted(share: NDArray, input: NDArray): NDArray {
  const shaped = sameShape(share.layout, input.layout) ? share : sumTo(share, input.layout);
  return cast(shaped, input.dtype);
}

function gather(node: GradNode, share: NDArray, isOwn: boolean): void {
  if (node.gradient === null) {
    node.gradient = share;
    node.isOwn = isOwn && share.layout.isContiguous;
  } else if (node.isOwn) {
    addInto(node.gradient, share);
  } else {
    node.gradient = addArrays(node.gradient, share);
    node.isOwn = true;
  }
}

/** Adds to a tensor's grad, in place if there is one, as PyTorch does. */
function addToGrad(tensor: TensorCore, share: NDArray, isOwn: boolean): void {
  const { gradTensor } = tensor;
  if (gradTensor !== null) addInto(gradTensor.array, share);
  else {
    const made = tensor.make(isOwn && share.layout.isContiguous ? share : copied(share));
    made.isOffTape = true;
    tensor.gradTensor = made;
  }
}

function spentError({ op }: GradNode): Error {
  return new Error(
    `backward: a pass has gone through this graph (at its ${op.name}) before. Compute the result again, or let the ` +
      'first pass keep the graph: backward(undefined, { retainGraph: true }).',
  );
}

function staleError({ op }: GradNode): Error {
  return new Error(
    `backward: numbers that the gradient of ${op.name} needs were changed in place after it was computed. Compute ` +
      'with a copy, made by clone(), or change the numbers after the backward pass.',
  );
}
