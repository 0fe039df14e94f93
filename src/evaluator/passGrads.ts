/** The nodes that a pass touched, with their grads, as a recording has them. */
import type { Frame } from '../engine/frame';

/** Ids of nodes, ascending, and their grads. */
export function gradsOf(frame: Frame, indices: Uint32Array): { nodes: Uint32Array; grads: Float64Array } {
  const nodes = indices.map(index => frame.idOf(index));
  // Nodes that came back from an earlier frame have smaller ids than those before them.
  if (!frame.isAscending) nodes.sort();
  const grads = new Float64Array(nodes.length);
  for (let i = 0; i < nodes.length; i++) grads[i] = frame.grad[frame.indexOf(nodes[i])];
  return { nodes, grads };
}

/** Indices of what a pass touched, ascending: cheaper than sorting where the interior is descending. */
export function touched(interior: Uint32Array, leaves: readonly number[]): Uint32Array {
  const others = Uint32Array.from(leaves).sort();
  const all = new Uint32Array(others.length + interior.length);
  let leaf = 0;
  let next = interior.length - 1;
  for (let i = 0; i < all.length; i++) {
    const takeLeaf = next < 0 || (leaf < others.length && others[leaf] < interior[next]);
    all[i] = takeLeaf ? others[leaf++] : interior[next--];
  }
  return all;
}
