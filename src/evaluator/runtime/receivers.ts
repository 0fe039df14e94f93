/** What a method call is called in scope paths: `layers[0]` and `neurons[1]`, by where the object is kept. */
import type { Frame } from './frames';

/** Enclosing receivers that are searched. */
const MOST_OWNERS = 4;

/** Elements of one array that are looked at when an object is searched. */
const MOST_ELEMENTS = 4096;

export class ReceiverNames {
  /** Where an object was first found, kept: an object's name should not depend on who calls it. */
  private readonly placed = new WeakMap<object, string>();

  constructor(private readonly isProxy: (value: object) => boolean) {}

  /**
   * Name of the object that `frame` is a method call on: the field of an enclosing receiver that holds it, or its
   * class. Undefined if it has none, or if it is the receiver of an enclosing call already: the method says more then.
   */
  nameOf(frame: Frame): string | undefined {
    const receiver = this.plainObject(frame.receiver);
    if (receiver === undefined) return undefined;
    const owners: object[] = [];
    for (let outer = frame.parent; outer !== null; outer = outer.parent) {
      const owner = this.plainObject(outer.receiver);
      if (owner === receiver) return undefined;
      if (owner !== undefined && owners.length < MOST_OWNERS) owners.push(owner);
    }
    const known = this.placed.get(receiver);
    if (known !== undefined) return known;
    for (const owner of owners) {
      this.place(owner);
      const found = this.placed.get(receiver);
      if (found !== undefined) return found;
    }
    return className(receiver);
  }

  private plainObject(value: unknown): object | undefined {
    return typeof value === 'object' && value !== null && !this.isProxy(value) ? value : undefined;
  }

  /** Names every object that `owner` holds in a field or in an array in a field. */
  private place(owner: object): void {
    for (const [field, { value }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      const held = this.plainObject(value);
      if (held === undefined) continue;
      if (!Array.isArray(held)) this.keep(held, field);
      else
        for (let i = 0; i < held.length && i < MOST_ELEMENTS; i++) {
          const element = this.plainObject(Object.getOwnPropertyDescriptor(held, i)?.value);
          if (element !== undefined) this.keep(element, `${field}[${i}]`);
        }
    }
  }

  private keep(object: object, name: string): void {
    if (!this.placed.has(object)) this.placed.set(object, name);
  }
}

/** Name of the object's class without running any of the script's accessors. */
export function className(object: object): string | undefined {
  const prototype = Object.getPrototypeOf(object) as object | null;
  if (prototype === null) return undefined;
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  if (typeof maker !== 'function') return undefined;
  const name: unknown = Object.getOwnPropertyDescriptor(maker, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
