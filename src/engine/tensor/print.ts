/** Tensors as text: PyTorch's layout and number formats, with the names that a script uses. */
import type { TensorCore } from './core';
import type { DType } from './dtype';
import type { NDArray } from './ndarray';
import { shapeText } from './shape';

/** Beyond so many numbers only those at the edges are shown. */
const MOST = 1000;
/** How many from each edge. */
const EDGE = 3;
const LINE_WIDTH = 80;
const DIGITS = 4;
const START = 'tensor(';

/** `tensor([[1., 2.], [3., 4.]], requiresGrad=true)`, a row a line. */
export function toText(tensor: TensorCore): string {
  const { array } = tensor;
  const isShort = array.size > MOST;
  const format = formatter(array.dtype, shownNumbers(array, isShort));
  const body = array.size === 0 ? '[]' : block(array, format, isShort, 0, array.offset, START.length);
  return `${withRemarks(`${START}${body}`, remarks(tensor))})`;
}

function remarks({ array, dtype, gradFn, requiresGrad }: TensorCore): string[] {
  const said: string[] = [];
  if (array.size === 0 && array.ndim !== 1) said.push(`size=${shapeText(array.shape)}`);
  if (dtype === 'float64' || (array.size === 0 && dtype !== 'float32')) said.push(`dtype=${dtype}`);
  if (gradFn !== null) said.push(`gradFn=<${gradFn}>`);
  else if (requiresGrad) said.push('requiresGrad=true');
  return said;
}

/** Each remark behind a comma, on a line of its own if it would be too long. */
function withRemarks(start: string, said: readonly string[]): string {
  let text = start;
  let used = text.length - (text.lastIndexOf('\n') + 1);
  for (const remark of said) {
    const fits = used + remark.length + 2 < LINE_WIDTH;
    text += fits ? `, ${remark}` : `,\n${' '.repeat(START.length)}${remark}`;
    used = fits ? used + remark.length + 2 : START.length + remark.length;
  }
  return text;
}

/** The indices shown along a dimension; null for what is left out. */
function shownAlong(n: number, isShort: boolean): (number | null)[] {
  const all = Array.from({ length: n }, (_, i) => i);
  return isShort && n > 2 * EDGE ? [...all.slice(0, EDGE), null, ...all.slice(n - EDGE)] : all;
}

function shownNumbers({ shape, strides, values, offset }: NDArray, isShort: boolean): number[] {
  let places = [offset];
  for (const [d, n] of shape.entries()) {
    const indices = shownAlong(n, isShort).filter(index => index !== null);
    places = places.flatMap(place => indices.map(index => place + index * strides[d]));
  }
  return places.map(place => values[place]);
}

type Format = (number: number) => string;

/** The number of one place, or the block of what lies behind a place, indented. */
function block(array: NDArray, format: Format, isShort: boolean, depth: number, place: number, indent: number): string {
  const { shape, strides, values } = array;
  if (depth === shape.length) return format(values[place]).trimStart();
  const indices = shownAlong(shape[depth], isShort);
  const isRow = depth === shape.length - 1;
  const at = (index: number) => place + index * strides[depth];
  if (isRow)
    return `[${row(
      indices.map(index => (index === null ? ' ...' : format(values[at(index)]))),
      indent + 1,
    )}]`;
  const parts = indices.map(index =>
    index === null ? '...' : block(array, format, isShort, depth + 1, at(index), indent + 1),
  );
  return `[${parts.join(`,${'\n'.repeat(shape.length - 1 - depth)}${' '.repeat(indent + 1)}`)}]`;
}

/** Numbers separated by commas, as many on a line as fit. */
function row(texts: readonly string[], indent: number): string {
  const width = Math.max(1, ...texts.filter(text => text !== ' ...').map(text => text.length)) + 2;
  const perLine = Math.max(1, Math.floor((LINE_WIDTH - indent) / width));
  const lines: string[] = [];
  for (let i = 0; i < texts.length; i += perLine) lines.push(texts.slice(i, i + perLine).join(', '));
  return lines.join(`,\n${' '.repeat(indent)}`);
}

/** One format for all, so that columns line up: whole numbers as `2.`, others with four digits or as powers of ten. */
function formatter(dtype: DType, shown: readonly number[]): Format {
  if (dtype === 'bool') return padded(number => String(number !== 0), shown);
  if (dtype === 'int32') return padded(String, shown);
  const sizes = shown.filter(number => Number.isFinite(number) && number !== 0).map(Math.abs);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const smallest = sizes.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const isWhole = shown.every(number => !Number.isFinite(number) || Number.isInteger(number));
  const isWide = largest / smallest > 1000 || largest > 1e8 || (!isWhole && smallest < 1e-4);
  return padded(number => {
    if (!Number.isFinite(number)) return Number.isNaN(number) ? 'nan' : number > 0 ? 'inf' : '-inf';
    if (isWide) return number.toExponential(DIGITS).replace(/e([+-])(\d)$/, 'e$10$2');
    return isWhole ? `${minusZero(number)}${number.toFixed(0)}.` : `${minusZero(number)}${number.toFixed(DIGITS)}`;
  }, shown);
}

/** `toFixed` drops the sign of −0. */
function minusZero(number: number): string {
  return Object.is(number, -0) ? '-' : '';
}

function padded(format: Format, shown: readonly number[]): Format {
  const width = shown.reduce((most, number) => Math.max(most, format(number).length), 0);
  return number => format(number).padStart(width);
}
