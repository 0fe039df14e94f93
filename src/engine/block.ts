/**
 * Where frames have their numbers. Making an array costs more than filling a small one, so small frames are cut from
 * blocks. A block is freed when none of its few frames is held any more.
 */

const BLOCK_BYTES = 2 ** 15;
/** A frame of more than this has a block of its own. */
const MOST_SHARED = BLOCK_BYTES / 4;

let block = new ArrayBuffer(0);
let used = 0;

/** Data and grads of so many nodes, all 0. */
export function numbersOf(nodes: number): { data: Float64Array; grad: Float64Array } {
  const bytes = 2 * Float64Array.BYTES_PER_ELEMENT * nodes;
  if (bytes > MOST_SHARED) return pair(new ArrayBuffer(bytes), 0, nodes);
  if (used + bytes > block.byteLength) {
    block = new ArrayBuffer(BLOCK_BYTES);
    used = 0;
  }
  const at = used;
  used += bytes;
  return pair(block, at, nodes);
}

function pair(buffer: ArrayBuffer, at: number, nodes: number): { data: Float64Array; grad: Float64Array } {
  const half = Float64Array.BYTES_PER_ELEMENT * nodes;
  return { data: new Float64Array(buffer, at, nodes), grad: new Float64Array(buffer, at + half, nodes) };
}
