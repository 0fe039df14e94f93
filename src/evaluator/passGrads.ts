/** The nodes that a pass touched, with their grads, as a recording has them. */
import type { Frame } from '../engine/frame';

/** Ids of nodes, ascending, and their grads. */
export function gradsOf(frame: Frame, indices: Uint32Array): { nodes: Uint32Array; grads: Float64Array } {
  const { grad } = frame;
  const nodes = new Uint32Array(indices.length);
  const grads = new Float64Array(indices.length);
  for (let i = 0; i < nodes.length; i++) {
    nodes[i] = frame.idOf(indices[i]);
    grads[i] = grad[indices[i]];
  }
  if (frame.isAscending) return { nodes, grads };
  // Nodes that came back from an earlier frame have smaller ids than those before them.
  nodes.sort();
  for (let i = 0; i < nodes.length; i++) grads[i] = grad[frame.indexOf(nodes[i])];
  return { nodes, grads };
}

/** Indices of what a pass touched, ascending: cheaper than sorting where the interior is descending. */
export function touched(interior: Uint32Array, leaves: Uint32Array): Uint32Array {
  const all = new Uint32Array(leaves.length + interior.length);
  let leaf = 0;
  let next = interior.length - 1;
  for (let i = 0; i < all.length; i++) {
    const takeLeaf = next < 0 || (leaf < leaves.length && leaves[leaf] < interior[next]);
    all[i] = takeLeaf ? leaves[leaf++] : interior[next--];
  }
  return all;
}
