/** Short texts for values that are neither numbers nor nodes; making one runs none of the script's code. */
import { className } from './receivers';

/** Values that are looked into per period, so that hot loops stay cheap. */
const LOOKS_PER_PERIOD = 64;
const MOST_ELEMENTS = 8;
const MOST_CHARACTERS = 60;

export class Previews {
  private looks = LOOKS_PER_PERIOD;

  constructor(
    private readonly isProxy: (value: object) => boolean,
    /** The engine's own text for an object of its own. */
    private readonly own: (value: object) => string | undefined,
  ) {}

  /** A new period begins. */
  refill(): void {
    this.looks = LOOKS_PER_PERIOD;
  }

  /** The text of a value; undefined if enough values have been looked into in this period. */
  of(value: unknown): string | undefined {
    if (value === undefined) return 'undefined';
    if (value === null) return 'null';
    if (this.looks === 0) return undefined;
    this.looks--;
    if (!this.isObject(value)) return primitiveText(value);
    if (this.isProxy(value)) return 'Proxy';
    const own = this.own(value);
    if (own !== undefined) return own;
    if (typeof value === 'function') return functionText(value);
    if (Array.isArray(value)) return arrayText(value);
    return ArrayBuffer.isView(value) ? viewText(value) : objectText(value);
  }

  /** What a value is, without its contents. */
  brief(value: unknown): string {
    if (!this.isObject(value)) return primitiveText(value);
    if (this.isProxy(value)) return 'Proxy';
    return Array.isArray(value) ? `Array(${value.length})` : (className(value) ?? typeof value);
  }

  private isObject(value: unknown): value is object {
    return (typeof value === 'object' && value !== null) || typeof value === 'function';
  }
}

/** The first characters in quotes; a copy, so that a long text is not kept alive by its beginning. */
function quoted(text: string): string {
  return JSON.stringify(text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);
}

function primitiveText(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'bigint' ? `${value}n` : String(value);
}

function functionText(value: object): string {
  const name: unknown = Object.getOwnPropertyDescriptor(value, 'name')?.value;
  return typeof name === 'string' && name !== '' ? `function ${name}` : 'function';
}

/** An element or field: what it is, not what is in it. */
function memberText(descriptor: PropertyDescriptor | undefined): string {
  if (descriptor === undefined) return '';
  if (descriptor.get !== undefined) return '(getter)';
  const value: unknown = descriptor.value;
  if (typeof value === 'function') return 'function';
  if (typeof value !== 'object' || value === null) return primitiveText(value);
  return Array.isArray(value) ? '[…]' : '{…}';
}

function arrayText(array: readonly unknown[]): string {
  const shown: string[] = [];
  for (let i = 0; i < array.length && i < MOST_ELEMENTS; i++)
    shown.push(memberText(Object.getOwnPropertyDescriptor(array, i)));
  if (array.length > MOST_ELEMENTS) shown.push(`… ${array.length} in all`);
  return `[${shown.join(', ')}]`;
}

function viewText(view: ArrayBufferView): string {
  return view instanceof DataView ? 'DataView' : `${className(view) ?? 'TypedArray'}(${(view as Float64Array).length})`;
}

function objectText(object: object): string {
  const name = className(object);
  if (object instanceof Error) return errorText(object, name ?? 'Error');
  const keys = Object.keys(object);
  const shown = keys
    .slice(0, MOST_ELEMENTS)
    .map(key => `${key}: ${memberText(Object.getOwnPropertyDescriptor(object, key))}`);
  if (keys.length > MOST_ELEMENTS) shown.push('…');
  const fields = `{ ${shown.join(', ')} }`;
  if (name === undefined || name === 'Object') return shown.length === 0 ? '{}' : fields;
  return shown.length === 0 ? name : `${name} ${fields}`;
}

function errorText(error: Error, name: string): string {
  const message: unknown = Object.getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' ? `${name}: ${quoted(message).slice(1, -1)}` : name;
}
