/**
 * Reads a search. What stands side by side must all hold, `or` binds less than that, `not` and `-` more; brackets group.
 *
 *     any  = all { "or" all }
 *     all  = not { [ "and" ] not }
 *     not  = ( "not" | "-" | "!" ) not | "(" any ")" | predicate
 */
import type { QueryError } from '../../protocol/find';
import { type Comparison, KEYS, type Key, QUALITIES, type Quality, type Query } from './query';
import { type Token, tokensOf } from './tokens';

export type Parsed = { query: Query | null; error: null } | { query: null; error: QueryError };

/** The query that a text says; null if it says nothing. */
export function parseQuery(text: string): Parsed {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return { query: null, error: null };
  try {
    return { query: new Parser(tokens, text.length).parse(), error: null };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { query: null, error: { message: error.message, start: error.start, end: error.end } };
  }
}

class Wrong extends Error {
  constructor(
    message: string,
    readonly start: number,
    readonly end: number,
  ) {
    super(message);
  }
}

const PREDICATES = 'grad > 1';
/** More brackets and nots inside each other than anybody writes. */
const DEEPEST = 100;

class Parser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly end: number,
  ) {}

  parse(): Query {
    const query = this.any();
    const rest = this.next;
    if (rest !== undefined) throw wrongAt(rest, 'There is a ")" without its "(". Take it away, or write "(" before.');
    return query;
  }

  private get next(): Token | undefined {
    return this.tokens[this.at];
  }

  private any(): Query {
    const parts = [this.all()];
    while (this.takeWord('or')) parts.push(this.all());
    return parts.length === 1 ? parts[0] : { kind: 'any', parts };
  }

  private all(): Query {
    const parts = [this.not()];
    for (;;) {
      const isJoined = this.takeWord('and');
      if (!isJoined && (this.next === undefined || isWord(this.next, 'or') || isSign(this.next, ')'))) break;
      parts.push(this.not());
    }
    return parts.length === 1 ? parts[0] : { kind: 'all', parts };
  }

  private not(): Query {
    const token = this.next;
    if (token === undefined) throw this.wrongAtEnd('Something is missing here. Write what to find, as in op:tanh.');
    if (++this.depth > DEEPEST) throw wrongAt(token, 'These are more brackets than can be read. Write fewer.');
    const query = this.isNegation(token) ? this.negation(token) : this.primary(token);
    this.depth--;
    return query;
  }

  /** A `-` alone is the op, and a number has its own; in front of anything else it says not. */
  private isNegation(token: Token): boolean {
    if (isWord(token, 'not') || isSign(token, '!')) return true;
    if (token.kind !== 'word' || !token.text.startsWith('-') || /^-[\d.]/.test(token.text)) return false;
    return token.text.length > 1 || this.tokens[this.at + 1]?.start === token.end;
  }

  private negation(token: Token): Query {
    if (token.kind === 'word' && token.text.startsWith('-') && token.text.length > 1) {
      const rest = { ...token, text: token.text.slice(1), start: token.start + 1 };
      return { kind: 'not', part: this.primary(rest) };
    }
    this.at++;
    return { kind: 'not', part: this.not() };
  }

  /** @param token - The next one, or what is left of it. */
  private primary(token: Token): Query {
    this.at++;
    if (token.kind === 'comparison') {
      throw wrongAt(token, `Before ${token.text} belongs what is compared. Write data or grad, as in ${PREDICATES}.`);
    }
    if (token.kind === 'quoted') return { kind: 'text', text: token.text };
    if (token.kind === 'sign') return this.afterSign(token);
    const word = token.text.toLowerCase();
    if (word === 'or' || word === 'and') {
      throw wrongAt(
        token,
        `Before "${word}" something is missing. Write what to find, or "${word}" in quotation marks.`,
      );
    }
    if (word === 'abs' && isSign(this.next, '(')) return this.size(token, ')');
    if (this.next?.kind === 'comparison') return this.comparison(token, false);
    return predicate(token);
  }

  private afterSign(token: Token): Query {
    if (token.text === '|') {
      this.at--;
      return this.size(token, '|');
    }
    if (token.text !== '(') throw wrongAt(token, `Something is missing before "${token.text}". Write what to find.`);
    if (isSign(this.next, ')')) throw wrongAt(token, 'There is nothing in these brackets. Write what to find in them.');
    const query = this.any();
    if (!this.takeSign(')')) throw wrongAt(token, 'This "(" is not closed. Write ")" after what belongs in it.');
    return query;
  }

  /** `|grad|` or `abs(grad)`, from its opening sign on. */
  private size(opening: Token, closing: string): Query {
    this.at++;
    const field = this.next;
    this.at++;
    const isClosed = this.takeSign(closing);
    const written = closing === '|' ? '|grad| > 1' : 'abs(grad) > 1';
    if (field?.kind !== 'word' || !isClosed) throw wrongAt(opening, `This size is not complete. Write ${written}.`);
    if (this.next?.kind !== 'comparison') {
      throw wrongAt(this.next ?? field, `After a size belongs a comparison. Write ${written}.`);
    }
    return this.comparison(field, true);
  }

  private comparison(token: Token, isSize: boolean): Query {
    const field = token.text.toLowerCase();
    if (field !== 'data' && field !== 'grad') {
      const instead = Number.isNaN(Number(token.text)) ? `label:${token.text} data > 1` : PREDICATES;
      throw wrongAt(token, `Only data and grad can be compared. Write ${instead}.`);
    }
    const sign = this.next!;
    this.at++;
    const number = this.next;
    this.at++;
    const value = number?.kind === 'word' ? numberOf(number.text) : Number.NaN;
    if (Number.isNaN(value)) {
      const message = `After ${sign.text} belongs a number. Write ${field} ${sign.text} 1, or nan for what is not a number.`;
      throw wrongAt(number ?? sign, message);
    }
    return { kind: 'compare', field, isSize, comparison: sign.text as Comparison, value };
  }

  private takeWord(text: string): boolean {
    if (!isWord(this.next, text)) return false;
    this.at++;
    return true;
  }

  private takeSign(text: string): boolean {
    if (!isSign(this.next, text)) return false;
    this.at++;
    return true;
  }

  private wrongAtEnd(message: string): Wrong {
    return new Wrong(message, this.end, this.end);
  }
}

function wrongAt({ start, end }: Token, message: string): Wrong {
  return new Wrong(message, start, end);
}

const isWord = (token: Token | undefined, text: string) => token?.kind === 'word' && token.text.toLowerCase() === text;
const isSign = (token: Token | undefined, text: string) => token?.kind === 'sign' && token.text === text;

const INFINITIES: Record<string, number> = {
  inf: Number.POSITIVE_INFINITY,
  '∞': Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  '-∞': Number.NEGATIVE_INFINITY,
};

/** NaN for what is no number; a minus may be the typographic one. */
function numberOf(text: string): number {
  const plain = text.replace(/^−/, '-').toLowerCase();
  return INFINITIES[plain] ?? Number(plain);
}

function predicate(token: Token): Query {
  const { text } = token;
  const lower = text.toLowerCase();
  if (QUALITIES.includes(lower as Quality)) return { kind: 'is', quality: lower as Quality };
  const colon = text.indexOf(':');
  if (colon <= 0) return { kind: 'text', text };
  const place = /^(.*\.\w+):(\d+)$/.exec(text);
  if (place !== null) return lines(place[1], place[2], token);
  const key = text.slice(0, colon).toLowerCase() as Key;
  if (!KEYS.includes(key)) {
    throw wrongAt(
      token,
      `There is no "${key}:". Write op:, label:, scope:, shape: or line:, or put it in quotation marks.`,
    );
  }
  const value = text.slice(colon + 1);
  if (value === '') throw wrongAt(token, `After ${key}: belongs what to find. Write ${EXAMPLES[key]}.`);
  if (key === 'shape') return shape(value, token);
  if (key === 'line') return lines('', value, token);
  return { kind: key, text: value };
}

const EXAMPLES: Record<Key, string> = {
  op: 'op:tanh',
  label: 'label:w',
  scope: 'scope:forward',
  shape: 'shape:32x6',
  line: 'line:12',
};

function shape(text: string, token: Token): Query {
  const sizes = text
    .replace(/^\[(.*)\]$/, '$1')
    .split(/[x×,]/i)
    .map(size => (size === '?' || size === '*' ? null : /^\d+$/.test(size) ? Number(size) : Number.NaN));
  if (sizes.some(Number.isNaN)) {
    throw wrongAt(token, `"${text}" is no shape. Write ${EXAMPLES.shape}, with * for any size: shape:32x*.`);
  }
  return { kind: 'shape', sizes };
}

/** `12` or `12-20`. */
function lines(file: string, text: string, token: Token): Query {
  const range = /^(\d+)(?:[-–](\d+))?$/.exec(text);
  if (range === null) throw wrongAt(token, `"${text}" is no line. Write ${EXAMPLES.line}, line:12-20 or neuron.ts:12.`);
  const from = Number(range[1]);
  return { kind: 'line', file, from, to: range[2] === undefined ? from : Number(range[2]) };
}
