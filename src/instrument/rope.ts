/** Text under construction: pieces of the source as they are, and generated text between them. */

/** A stretch of the source that is copied verbatim. */
export class Verbatim {
  constructor(
    readonly start: number,
    readonly end: number,
  ) {}
}

/** Generated text that stands for a place in the source: an error in it is reported there. */
export class Anchored {
  constructor(
    readonly at: number,
    readonly text: string,
  ) {}
}

export type Rope = string | Verbatim | Anchored | readonly Rope[];

/** The first character of the text, or undefined if it is empty. */
export function firstCharacter(rope: Rope, source: string): string | undefined {
  if (typeof rope === 'string') return rope[0];
  if (rope instanceof Verbatim) return rope.start < rope.end ? source[rope.start] : undefined;
  if (rope instanceof Anchored) return rope.text[0];
  for (const piece of rope) {
    const first = firstCharacter(piece, source);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** The text of a rope, and where it comes from in triples as in `Instrumented.segments`. */
export function flatten(rope: Rope, source: string): { code: string; segments: Uint32Array } {
  const parts: string[] = [];
  const segments: number[] = [];
  let offset = 0;
  const add = (text: string): void => {
    parts.push(text);
    offset += text.length;
  };
  const walk = (piece: Rope): void => {
    if (typeof piece === 'string') add(piece);
    else if (piece instanceof Verbatim) {
      if (piece.start >= piece.end) return;
      segments.push(offset, piece.start, piece.end - piece.start);
      add(source.slice(piece.start, piece.end));
    } else if (piece instanceof Anchored) {
      segments.push(offset, piece.at, 0);
      add(piece.text);
    } else for (const inner of piece) walk(inner);
  };
  walk(rope);
  return { code: parts.join(''), segments: Uint32Array.from(segments) };
}
