/** Short texts for values that are neither numbers nor nodes; making one runs none of the script's code. */
import { className } from './receivers';

/** Values that are looked into per period, so that hot loops stay cheap. */
const LOOKS_PER_PERIOD = 64;
/** A copied text of so many characters costs as much as one look. */
const CHARACTERS_PER_LOOK = 2 ** 14;
/** The keys of an object with more of them are listed once: listing takes time for every key. */
const MOST_KEYS = 128;
const MOST_ELEMENTS = 8;
const MOST_CHARACTERS = 60;
/** Writing out a larger one takes longer than making it. */
const LARGEST_BIGINT = 10n ** 60n;

export class Previews {
  /** Below zero after an expensive one: then the next periods have to do without. */
  private looks = LOOKS_PER_PERIOD;
  /** The first keys of objects with many. */
  private readonly firstKeys = new WeakMap<object, readonly string[]>();

  constructor(
    private readonly isProxy: (value: object) => boolean,
    /** The engine's own text for an object of its own. */
    private readonly own: (value: object) => string | undefined,
  ) {}

  /** A new period begins. */
  refill(): void {
    this.looks = Math.min(LOOKS_PER_PERIOD, this.looks + LOOKS_PER_PERIOD);
  }

  /** The text of a value; undefined if enough values have been looked into in this period. */
  of(value: unknown): string | undefined {
    if (value === undefined) return 'undefined';
    if (value === null) return 'null';
    if (this.looks <= 0) return undefined;
    this.looks -= typeof value === 'string' ? Math.ceil((value.length + 1) / CHARACTERS_PER_LOOK) : 1;
    if (!this.isObject(value)) return primitiveText(value);
    if (this.isProxy(value)) return 'Proxy';
    const own = this.own(value);
    if (own !== undefined) return own;
    if (typeof value === 'function') return functionText(value);
    if (Array.isArray(value)) return arrayText(value);
    return ArrayBuffer.isView(value) ? viewText(value) : this.objectText(value);
  }

  /** What a value is, without its contents. */
  brief(value: unknown): string {
    if (!this.isObject(value)) return primitiveText(value);
    if (this.isProxy(value)) return 'Proxy';
    return Array.isArray(value) ? `Array(${value.length})` : (className(value) ?? typeof value);
  }

  private objectText(object: object): string {
    const name = className(object);
    if (object instanceof Error) return errorText(object, name ?? 'Error');
    const { keys, more } = this.keysOf(object);
    const shown = keys.flatMap(key => {
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      return descriptor === undefined ? [] : [`${key}: ${memberText(descriptor)}`];
    });
    if (more) shown.push('…');
    const fields = `{ ${shown.join(', ')} }`;
    if (name === undefined || name === 'Object') return shown.length === 0 ? '{}' : fields;
    return shown.length === 0 ? name : `${name} ${fields}`;
  }

  /** The keys to show; `more` if these are not all. */
  private keysOf(object: object): { keys: readonly string[]; more: boolean } {
    const known = this.firstKeys.get(object);
    if (known !== undefined) return { keys: known, more: true };
    const all = Object.keys(object);
    const keys = all.slice(0, MOST_ELEMENTS);
    if (all.length > MOST_KEYS) this.firstKeys.set(object, keys);
    return { keys, more: all.length > MOST_ELEMENTS };
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
  if (typeof value !== 'bigint') return String(value);
  return value < LARGEST_BIGINT && value > -LARGEST_BIGINT ? `${value}n` : 'bigint';
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

function errorText(error: Error, name: string): string {
  const message: unknown = Object.getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' ? `${name}: ${quoted(message).slice(1, -1)}` : name;
}
