/** Reads the notation of einsum: 'ij,jk->ik', spaces and an ellipsis allowed, the arrow optional. */
import { shapeText } from './shape';

/** Which dimension of which operand a letter stands for; dimensions of an ellipsis have names of their own. */
export interface Contraction {
  /** The letters of each operand's dimensions. */
  operands: readonly (readonly string[])[];
  /** Those of the result. */
  output: readonly string[];
  /** Size of each letter. */
  sizes: ReadonlyMap<string, number>;
}

/** @throws SyntaxError for what is no such notation, RangeError where it does not fit the shapes. */
export function readEinsum(notation: string, shapes: readonly (readonly number[])[]): Contraction {
  const [left, right, ...more] = notation.replaceAll(' ', '').split('->');
  const terms = left.split(',');
  if (more.length > 0) throw new SyntaxError(`einsum: '${notation}' has more than one arrow.`);
  if (terms.length !== shapes.length) {
    throw new RangeError(`einsum: '${notation}' names ${terms.length} operands, but got ${shapes.length}.`);
  }
  const operands = terms.map((term, i) => lettersOf(notation, term, shapes[i]));
  const sizes = sizesOf(notation, operands, shapes);
  const dots = [...sizes.keys()].filter(isDot).sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)));
  const output = right === undefined ? impliedOutput(operands, dots) : readTerm(notation, right, dots);
  for (const [i, letter] of output.entries()) {
    if (!sizes.has(letter)) throw new SyntaxError(`einsum: '${notation}': no operand has the ${letter} of the result.`);
    if (output.indexOf(letter) !== i) throw new SyntaxError(`einsum: '${notation}' has ${letter} twice in the result.`);
  }
  return { operands, output, sizes };
}

/** A dimension that an ellipsis stands for, counted from the last: '.0'. */
function isDot(letter: string): boolean {
  return letter.startsWith('.');
}

/** The letters of one operand; an ellipsis takes as many dimensions as there are left. */
function lettersOf(notation: string, term: string, shape: readonly number[]): string[] {
  const written = term.replace('...', '').length;
  const hidden = shape.length - written;
  if (hidden < 0 || (hidden > 0 && !term.includes('...'))) {
    throw new RangeError(
      `einsum: '${term}' in '${notation}' stands for ${written} dimensions, but the operand has the shape ${shapeText(shape)}.`,
    );
  }
  return readTerm(
    notation,
    term,
    Array.from({ length: hidden }, (_, i) => `.${hidden - 1 - i}`),
  );
}

function readTerm(notation: string, term: string, dots: readonly string[]): string[] {
  const [before, after, ...more] = term.split('...');
  const letters = [...before, ...(after ?? '')];
  const wrong = letters.find(letter => !/[a-zA-Z]/.test(letter));
  if (wrong !== undefined || more.length > 0) {
    throw new SyntaxError(`einsum: '${term}' in '${notation}' is to be letters and at most one '...'.`);
  }
  return after === undefined ? [...before] : [...before, ...dots, ...after];
}

/** Sizes of 1 broadcast. */
function sizesOf(notation: string, operands: readonly string[][], shapes: readonly (readonly number[])[]) {
  const sizes = new Map<string, number>();
  for (const [i, letters] of operands.entries()) {
    for (const [d, letter] of letters.entries()) {
      const [known, size] = [sizes.get(letter) ?? 1, shapes[i][d]];
      if (known !== size && known !== 1 && size !== 1) {
        const name = isDot(letter) ? '...' : letter;
        throw new RangeError(`einsum: '${notation}': ${name} stands for the sizes ${known} and ${size}, which differ.`);
      }
      sizes.set(letter, known === 1 ? size : known);
    }
  }
  return sizes;
}

/** Without an arrow: what the ellipses stand for, then every letter that occurs once, in the order of the alphabet. */
function impliedOutput(operands: readonly string[][], dots: readonly string[]): string[] {
  const all = operands.flat().filter(letter => !isDot(letter));
  return [...dots, ...all.filter(letter => all.indexOf(letter) === all.lastIndexOf(letter)).sort()];
}
