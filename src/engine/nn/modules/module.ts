/** What the parts of a network of tensors have in common. */
import { describe } from '../../describe';
import { isTensor } from '../../tensor/core';
import { shapeText } from '../../tensor/shape';
import type { Tensor } from '../../tensor/tensor';

/** Tensors that stay parameters while they are frozen. */
const parameters = new WeakSet<Tensor>();

const modules = new WeakSet<object>();

/** True for every module; runs none of the object's own code. */
export function isModule(x: unknown): x is Module {
  return typeof x === 'object' && x !== null && modules.has(x);
}

/** Marks a leaf as a parameter, whether it requires a gradient or not. */
export function parameter(tensor: Tensor): Tensor {
  tensor.requiresGrad = true;
  parameters.add(tensor);
  return tensor;
}

/**
 * A part of a network; extend it for parts of your own. What its fields hold, in arrays too, belongs to it: other
 * modules; leaves that require a gradient, as its parameters; other leaves, as its buffers.
 */
export class Module {
  /** Whether `train()` or `eval()` was called last: dropout and batch normalisation differ. */
  training = true;

  constructor() {
    modules.add(this);
  }

  /** Everything that training adjusts, each once. */
  parameters(): Tensor[] {
    return this.namedParameters().map(([, tensor]) => tensor);
  }

  /** The parameters with their names: `['0.weight', tensor]`. */
  namedParameters(): [name: string, parameter: Tensor][] {
    return tensorsOf(this).filter(([, tensor]) => isParameter(tensor));
  }

  /** Tensors that belong to the module but are not trained, such as running statistics. */
  namedBuffers(): [name: string, buffer: Tensor][] {
    return tensorsOf(this).filter(([, tensor]) => !isParameter(tensor));
  }

  /** Sets the grad of every parameter to null. */
  zeroGrad(): void {
    for (const each of this.parameters()) each.zeroGrad();
  }

  /** Tells this module and all in it whether they are being trained. Returns the module itself. */
  train(mode = true): this {
    if (typeof mode !== 'boolean') throw new TypeError(`train expects true or false, but got ${describe(mode)}.`);
    for (const module of modulesIn(this)) module.training = mode;
    return this;
  }

  /** The same as `train(false)`. */
  eval(): this {
    return this.train(false);
  }

  /** Parameters and buffers by name, detached: they share the module's numbers. */
  stateDict(): Record<string, Tensor> {
    return Object.fromEntries(tensorsOf(this).map(([name, tensor]) => [name, tensor.detach()]));
  }

  /**
   * Copies numbers into parameters and buffers.
   * @throws Error naming the names that are missing or not known, RangeError for another shape.
   */
  loadStateDict(state: Readonly<Record<string, Tensor>>): void {
    const own = tensorsOf(this);
    const names = own.map(([name]) => name);
    const missing = names.filter(name => !Object.hasOwn(state, name));
    const unknown = Object.keys(state).filter(name => !names.includes(name));
    if (missing.length + unknown.length > 0) {
      const faults = [...missing.map(name => `${name} is missing`), ...unknown.map(name => `${name} is not known`)];
      throw new Error(`loadStateDict: the names are not those of this module: ${faults.join(', ')}.`);
    }
    for (const [name, tensor] of own) checkState(name, tensor, state[name]);
    for (const [name, tensor] of own) tensor.data = state[name];
  }

  /** What stands between the brackets of `toString`, beside the modules: `inFeatures=2, outFeatures=3, bias=true`. */
  extraText(): string {
    return '';
  }

  /** As PyTorch prints it, modules line by line: `(0): Linear(inFeatures=2, outFeatures=3, bias=true)`. */
  toString(): string {
    return textOf(this, new Set());
  }

  /** For `console.log` in Node: as `toString`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** @internal The fields by name; a module that counts its parts says so here. */
  fields(): [name: string, field: unknown][] {
    return Object.entries(this);
  }
}

function isParameter(tensor: Tensor): boolean {
  return tensor.requiresGrad || parameters.has(tensor);
}

/** The fields of a module, those in arrays one by one: `layers.0`. */
function fieldsOf(module: Module): [name: string, field: unknown][] {
  const spread = ([name, field]: [string, unknown]): [string, unknown][] =>
    Array.isArray(field) ? field.flatMap((each, i) => spread([`${name}.${i}`, each])) : [[name, field]];
  return module.fields().flatMap(spread);
}

function childrenOf(module: Module): [name: string, child: Module][] {
  return fieldsOf(module).filter((entry): entry is [string, Module] => entry[1] instanceof Module);
}

/** @param open - The modules that this one is in: one that leads back to them is not opened again. */
function textOf(module: Module, open: ReadonlySet<Module>): string {
  const { name } = module.constructor;
  if (open.has(module)) return `${name}(…)`;
  const inside = new Set(open).add(module);
  const textInside = (child: Module) =>
    child.toString === Module.prototype.toString ? textOf(child, inside) : `${child}`;
  const children = childrenOf(module).map(([field, child]) => `(${field}): ${textInside(child)}`);
  const extra = module.extraText();
  if (children.length === 0) return `${name}(${extra})`;
  const lines = (extra === '' ? children : [extra, ...children]).join('\n').replaceAll('\n', '\n  ');
  return `${name}(\n  ${lines}\n)`;
}

/** The module and all in it, each once: one that is used twice, or leads back to its owner, is not entered again. */
function modulesIn(module: Module, seen = new Set<Module>()): Set<Module> {
  if (!seen.has(module)) {
    seen.add(module);
    for (const [, child] of childrenOf(module)) modulesIn(child, seen);
  }
  return seen;
}

/** The leaves of a module and of all in it, each once. A tensor that was computed is none of its own. */
function tensorsOf(module: Module, prefix = '', seen = new Set<unknown>([module])): [name: string, tensor: Tensor][] {
  const found: [string, Tensor][] = [];
  for (const [name, field] of fieldsOf(module)) {
    if (seen.has(field)) continue;
    if (isTensor(field) && field.isLeaf) {
      seen.add(field);
      found.push([prefix + name, field]);
    } else if (field instanceof Module) {
      seen.add(field);
      found.push(...tensorsOf(field, `${prefix}${name}.`, seen));
    }
  }
  return found;
}

function checkState(name: string, tensor: Tensor, given: unknown): void {
  if (!isTensor(given)) throw new TypeError(`loadStateDict expects tensors, but ${name} is ${describe(given)}.`);
  if (shapeText(given.shape) === shapeText(tensor.shape)) return;
  throw new RangeError(
    `loadStateDict: ${name} has the shape ${shapeText(tensor.shape)}, but what was given has ${shapeText(given.shape)}.`,
  );
}
