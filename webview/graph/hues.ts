/** The colours of boxes from afar. */

export const HUES = ['badge', 'lit', 'grad', 'select', 'muted'] as const;

/** Equal names have equal hues; names that count, as of layers, have different ones in turn. */
export function hueOf(name: string): number {
  const number = /\d+/.exec(name);
  let hash = number ? Number(number[0]) % HUES.length : 0;
  for (const char of name.replace(/\d+/g, '')) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return hash % HUES.length;
}
