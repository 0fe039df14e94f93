/** The words and signs of a search, each with its place in the text. */

export interface Token {
  kind: 'word' | 'quoted' | 'sign' | 'comparison';
  text: string;
  start: number;
  end: number;
}

/** A word ends at a space, a bracket, a quotation mark or a comparison; `%`, `[`, `*` and `+` are of names and ops. */
const TOKEN =
  /\s+|(?<comparison><=|>=|==|!=|[<>=≤≥≠])|(?<sign>[()|!])|"(?<quoted>[^"]*)"?|(?<word>[^\s()<>=≤≥≠|!"]+(?:(?<=:)"[^"]*"?)?)/gu;

const SAME: Record<string, string> = { '==': '=', '≤': '<=', '≥': '>=', '≠': '!=' };

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: all, index, groups } of text.matchAll(TOKEN)) {
    const place = { start: index, end: index + all.length };
    const { comparison, sign, quoted, word } = groups!;
    if (comparison !== undefined) tokens.push({ kind: 'comparison', text: SAME[comparison] ?? comparison, ...place });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, ...place });
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted, ...place });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word.replaceAll('"', ''), ...place });
  }
  return tokens;
}
