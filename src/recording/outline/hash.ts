/** Hashes of structure: 53 bits each, for how a group looks and for that with all its relative ids. */

/** Mixes a number into one of two independent hashes. */
export const mixA = (hash: number, x: number): number =>
  Math.imul((hash ^ x) + (hash << 7), 0x85ebca6b) ^ (hash >>> 15);
export const mixB = (hash: number, x: number): number => Math.imul(hash + x, 0x9e3779b1) ^ ((hash + x) >>> 13);

export const SEED_A = 0x811c9dc5 | 0;
export const SEED_B = 0x9747b28c | 0;

/** Both hashes as one number, exactly. */
export const joined = (a: number, b: number): number => (a >>> 0) * 0x200000 + (b >>> 11);

export function hashText(text: string): number {
  let hash = SEED_A;
  for (let i = 0; i < text.length; i++) hash = mixA(hash, text.charCodeAt(i));
  return hash;
}

/** A name without its numbers: what `w[0]` and `w[1]`, which are used alike, have in common. */
export const unnumbered = (name: string): string => name.replace(/\d+/g, '…');
