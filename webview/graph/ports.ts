/** Where edges enter a node: one place for each operand, in operand order from top to bottom. */

/** Distance between neighbouring entries, and the height that all of them share at most. */
const PITCH = 8;
const SPREAD = 16;

/** Offset of entry `index` of `count` from the middle of the node, downwards. */
export function entryOffset(index: number, count: number): number {
  if (count < 2) return 0;
  const pitch = Math.min(PITCH, SPREAD / (count - 1));
  return (index - (count - 1) / 2) * pitch;
}

/** How far inside its box's left edge a pill of this height begins, at `dy` from its middle. */
export function pillInset(height: number, dy: number): number {
  const radius = height / 2;
  return radius - Math.sqrt(Math.max(0, radius * radius - dy * dy));
}
