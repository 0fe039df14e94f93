/** What a tensor is beneath its methods: numbers, a place in the graph, a grad, a label. */
import { describe } from '../describe';
import type { Handle } from '../frame';
import { checkFlag, checkOptions } from '../options';
import { tape } from '../tape';
import { backward } from './backward';
import { type DType, isFloating, type Numbers } from './dtype';
import type { GradNode } from './grad';
import { repeats, sameShape } from './layout';
import { copied, write } from './loops';
import type { NDArray } from './ndarray';
import { flatCopy, type Nested, nest } from './nested';
import { toText } from './print';
import { recordRequiresGrad, recordWrite } from './record';
import { dimension, shapeText } from './shape';
import { refusingSubscripts } from './subscript';
import type { Tensor } from './tensor';

/** Tells tensors from everything else; given by `Tensor`, whose private field it is that can't be faked. */
let hasBrand: (x: object) => boolean = () => false;

/** To be called once, by `Tensor`. */
export function brandedBy(test: (x: object) => boolean): void {
  hasBrand = test;
}

/** True for every tensor; the test runs none of the object's own code. */
export function isTensor(x: unknown): x is Tensor {
  return typeof x === 'object' && x !== null && hasBrand(x);
}

/** The fields are abstract, for one class alone has them: making an object is slow if its fields come from several. */
export abstract class TensorCore {
  static {
    // What is found before, all that tensors have, costs no more.
    Object.setPrototypeOf(TensorCore.prototype, refusingSubscripts());
  }

  /** @internal */
  abstract readonly array: NDArray;
  /** @internal The use of the op that made this tensor, if gradients flow back through it. */
  abstract node: GradNode | null;
  /** @internal */
  abstract gradTensor: Tensor | null;
  /** @internal A leaf that wants a gradient. */
  abstract isWanted: boolean;
  /** @internal Not drawn: made by `data`, `grad` or `detach()`, inside `noGrad`, or from nothing but such. */
  abstract isOffTape: boolean;
  /** @internal */
  abstract retainsGrad: boolean;
  /** @internal The node that this tensor is, on a tape that is recorded. */
  abstract place: Handle | null;
  /** @internal The recorded backward pass that reached this leaf last. */
  abstract recordedPass: number;
  /** @internal A tensor of these numbers. */
  abstract make(array: NDArray): Tensor;
  /** @internal This tensor, seen as what it is. */
  abstract itself(): Tensor;

  /** Sizes of the dimensions: `[32, 6]`; `[]` for a single number. */
  get shape(): readonly number[] {
    // Tensors share the array: a script must not change it.
    return Object.freeze(this.array.layout.shape);
  }
  /** Distances of neighbours in memory along each dimension, in elements. */
  get strides(): readonly number[] {
    return Object.freeze(this.array.layout.strides);
  }
  /** 'float32', 'float64', 'int32' or 'bool'. */
  get dtype(): DType {
    return this.array.storage.dtype;
  }
  /** Number of dimensions. */
  get ndim(): number {
    return this.array.layout.shape.length;
  }
  /** Number of elements. */
  numel(): number {
    return this.array.layout.size;
  }
  /** The shape, or the size of one dimension; negative ones count from the end. */
  size(): readonly number[];
  size(dim: number): number;
  size(dim?: number): readonly number[] | number {
    return dim === undefined ? this.shape : this.shape[dimension('size', dim, this.ndim)];
  }
  /** Whether the elements lie one behind the other in memory, in order. */
  isContiguous(): boolean {
    return this.array.layout.isContiguous;
  }

  /** Whether backward passes bring this tensor a gradient, to keep or to pass on. */
  get requiresGrad(): boolean {
    return this.isWanted || this.node !== null;
  }
  /** @throws Error for a tensor that was computed, TypeError for one of integers or bools. */
  set requiresGrad(wanted: boolean) {
    if (typeof wanted !== 'boolean') throw new TypeError(`requiresGrad is true or false, but got ${describe(wanted)}.`);
    if (this.node !== null) {
      throw new Error(
        'requiresGrad can be set on leaves only, and this tensor was computed. Cut it off with detach().',
      );
    }
    if (wanted && !isFloating(this.dtype)) {
      throw new TypeError(`Only floating-point tensors can require a gradient, and this one is ${this.dtype}.`);
    }
    this.isWanted = wanted;
    if (wanted) this.isOffTape = false;
    if (tape().recorder !== null) recordRequiresGrad(tape(), this);
  }

  /** Made by the script rather than computed from what requires a gradient: where gradients are kept. */
  get isLeaf(): boolean {
    return this.node === null;
  }
  /** How gradients flow back from here: 'AddBackward'; null for a leaf. */
  get gradFn(): string | null {
    return this.node === null ? null : this.node.op.gradFn;
  }

  /** ∂root/∂this, summed over passes since it was last set; null before any, and for what is no leaf unless retained. */
  get grad(): Tensor | null {
    return this.gradTensor;
  }
  /**
   * An expanded tensor is copied.
   * @throws RangeError or TypeError unless it is null or a tensor of the same shape and dtype.
   */
  set grad(grad: Tensor | null) {
    if (grad !== null) {
      if (!isTensor(grad)) throw new TypeError(`A tensor's grad is a tensor or null, but got ${describe(grad)}.`);
      if (!sameShape(grad.array.layout, this.array.layout)) throw shapeError('grad', this, grad);
      if (grad.dtype !== this.dtype) {
        throw new TypeError(`grad: the tensor is ${this.dtype}, but what was assigned is ${grad.dtype}.`);
      }
    }
    // Passes add to a grad in place, which needs a number for each element.
    this.gradTensor = grad !== null && repeats(grad.array.layout) ? grad.make(copied(grad.array)) : grad;
    if (tape().recorder !== null) recordWrite(tape(), this, 'grad');
  }

  /**
   * The same numbers, in the same storage, without a graph. Assigning copies numbers in: an update, not a node. As in
   * PyTorch a graph that holds the old numbers is not told of what is written here; with `detach()` it is.
   */
  get data(): Tensor {
    const made = this.make(this.array.quiet());
    made.isOffTape = true;
    return made;
  }
  /** @throws RangeError or TypeError unless it is a tensor of the same shape. */
  set data(data: Tensor) {
    if (!isTensor(data)) throw new TypeError(`A tensor's data is a tensor, but got ${describe(data)}.`);
    if (!sameShape(data.array.layout, this.array.layout)) throw shapeError('data', this, data);
    write(this.array.quiet(), data.array);
    if (tape().recorder !== null) recordWrite(tape(), this, 'data');
  }

  /** The same numbers, in the same storage, without a graph. */
  detach(): Tensor {
    const made = this.make(this.array);
    made.isOffTape = true;
    return made;
  }

  /** Keeps the gradient of a tensor that was computed: without it only leaves have one. */
  retainGrad(): void {
    if (!this.requiresGrad) throw new Error('retainGrad: this tensor requires no gradient.');
    this.retainsGrad = this.node !== null;
  }

  /** Sets `grad` to null. */
  zeroGrad(): void {
    this.grad = null;
  }

  /**
   * Backward pass: adds ∂this/∂leaf to the `grad` of every leaf that this was computed from.
   * @param gradient - Weight of each of this tensor's numbers; may be left out if it is a single one.
   * @param options.retainGraph - Whether another pass may go through the same graph.
   * @throws Error if this requires no gradient, is not a single number, or its graph has been gone through before.
   */
  backward(gradient?: Tensor | null, options: { retainGraph?: boolean } = {}): void {
    checkOptions('backward', options, ['retainGraph']);
    const { retainGraph = false } = options;
    checkFlag('backward', 'retainGraph', retainGraph);
    if (gradient !== undefined && gradient !== null && !isTensor(gradient)) {
      throw new TypeError(`backward expects the gradient as a tensor, but got ${describe(gradient)}.`);
    }
    backward(this, gradient?.array ?? null, retainGraph);
  }

  /** Name in the graph; '' until there is one. */
  abstract get label(): string;
  abstract set label(label: string);

  /**
   * The number of a tensor that has one.
   * @throws Error if it has more or none.
   */
  item(): number {
    const { size, values, offset } = this.array;
    if (size === 1) return values[offset];
    throw new Error(`item: a single number is expected, but this tensor has the shape ${shapeText(this.shape)}.`);
  }

  /** The numbers as nested lists: `tolist<number[][]>()` of a matrix. A bool tensor gives true and false. */
  tolist<L extends Nested = Nested>(): L {
    return nest(this.array) as L;
  }
  /** The numbers in order, copied into a typed array; a bool is 0 or 1. */
  toTypedArray(): Numbers {
    return flatCopy(this.array);
  }

  /** For `JSON.stringify`, in which NaN and infinities are null. */
  toJSON(): { shape: readonly number[]; dtype: DType; data: Nested } {
    return { shape: this.shape, dtype: this.dtype, data: this.tolist() };
  }

  /** As PyTorch prints it: `tensor([[1., 2.], [3., 4.]], requiresGrad=true)`. */
  toString(): string {
    return toText(this);
  }

  /** For `console.log` in Node: as `toString`. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** Text in a template; anything else is JavaScript's own arithmetic, which knows no tensors. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    throw new TypeError(
      `A tensor was used where JavaScript wants a number${hint === 'default' ? ' or text' : ''}, which would lose the ` +
        'graph. Use a method of the tensor, such as a.tanh() or a.lt(b), or its number, a.item(). Outside Tapelens ' +
        'operators are methods, too: a.add(b), a.mul(b).',
    );
  }
}

function shapeError(field: 'data' | 'grad', tensor: TensorCore, given: TensorCore): RangeError {
  return new RangeError(
    `${field}: the tensor has the shape ${shapeText(tensor.shape)}, but what was assigned has ${shapeText(given.shape)}.`,
  );
}
