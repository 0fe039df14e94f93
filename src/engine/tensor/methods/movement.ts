/** The methods of tensors that show or move the same numbers in another shape. */
import { describe } from '../../describe';
import { apply } from '../apply';
import { isTensor } from '../core';
import { checkTensor } from '../operand';
import { gather, scatterAdd } from '../ops/gather';
import { index, indexSelect } from '../ops/indexing';
import { NO_ATTRIBUTES } from '../ops/op';
import { select, slice } from '../ops/parts';
import * as views from '../ops/view';
import { dimension, dimensions, sizes } from '../shape';
import type { Tensor } from '../tensor';
import { checkWhole, type Index, indexTensors } from './indices';
import { ReductionMethods } from './reduction';

/** Sizes, one by one or as an array. */
type Sizes = number[] | [readonly number[]];

export abstract class MovementMethods extends ReductionMethods {
  /**
   * The same storage in another shape: `view(32, 6)`; one size may be -1, to be worked out.
   * @throws RangeError if the sizes don't hold as many elements, or the elements lie in memory in another order.
   */
  view(...shape: Sizes): Tensor {
    return apply(views.view, [this], { shape: views.resolveShape('view', this.array.shape, sizes('view', shape, -1)) });
  }
  /** As `view`, with a copy where there is no view. */
  reshape(...shape: Sizes): Tensor {
    return apply(views.reshape, [this], {
      shape: views.resolveShape('reshape', this.array.shape, sizes('reshape', shape, -1)),
    });
  }
  /** The dimensions from `start` to `end`, both included, as one; itself if it is one already. */
  flatten(start = 0, end = -1): Tensor {
    const { shape, ndim } = this;
    const [first, last] = [dimension('flatten', start, ndim), dimension('flatten', end, ndim)];
    if (first > last) throw new RangeError(`flatten: dimension ${start} comes after dimension ${end}.`);
    if (first === last && ndim > 0) return this.itself();
    const joined = shape.slice(first, last + 1).reduce((product, n) => product * n, 1);
    return apply(views.flatten, [this], { shape: shape.toSpliced(first, last - first + 1, joined) });
  }
  /** Two dimensions exchanged: a view. */
  transpose(dim0: number, dim1: number): Tensor {
    const order = this.array.shape.map((_, d) => d);
    const [a, b] = [dimension('transpose', dim0, this.ndim), dimension('transpose', dim1, this.ndim)];
    if (this.ndim > 0) [order[a], order[b]] = [order[b], order[a]];
    return apply(views.transpose, [this], { order });
  }
  /** All dimensions in reverse order: the transpose of a matrix, as a view. */
  get T(): Tensor {
    return apply(views.transpose, [this], { order: this.array.shape.map((_, d) => this.ndim - 1 - d) });
  }
  /** The dimensions in another order: `permute(2, 0, 1)`; a view. */
  permute(...dims: Sizes): Tensor {
    const given: readonly number[] = dims.length === 1 && Array.isArray(dims[0]) ? dims[0] : (dims as number[]);
    const order = given.map(each => dimension('permute', each, this.ndim));
    if (order.length !== this.ndim || new Set(order).size !== this.ndim) {
      throw new RangeError(`permute expects each of the ${this.ndim} dimensions once, but got (${given.join(', ')}).`);
    }
    return apply(views.permute, [this], { order });
  }
  /** With a dimension of size 1 inserted at `dim`: a view. */
  unsqueeze(dim: number): Tensor {
    return apply(views.unsqueeze, [this], {
      shape: this.array.shape.toSpliced(dimension('unsqueeze', dim, this.ndim + 1), 0, 1),
    });
  }
  /** Without its dimensions of size 1, or without those of `dim` that have it: a view. */
  squeeze(dim?: number | readonly number[]): Tensor {
    const dims = dimensions('squeeze', dim, this.ndim);
    return apply(views.squeeze, [this], { shape: this.array.shape.filter((n, d) => n !== 1 || !dims.includes(d)) });
  }
  /** Repeated along dimensions of size 1, and along new ones in front; -1 keeps a size. A view. */
  expand(...shape: Sizes): Tensor {
    return apply(views.expand, [this], { shape: sizes('expand', shape, -1) });
  }

  /**
   * The places from `start` to before `end` along a dimension, as x[start:end] is along the first: a view. Negative ones
   * count from the end; what lies outside is left out.
   */
  slice(dim: number, start = 0, end = Number.POSITIVE_INFINITY, step = 1): Tensor {
    const d = dimension('slice', dim, this.ndim);
    if (this.ndim === 0) throw new RangeError('slice: a single number has no dimension to slice.');
    if (!Number.isInteger(step) || step < 1) {
      throw new RangeError(`slice expects its step as a whole number from 1, but got ${describe(step)}.`);
    }
    const [from, to] = [start, end].map(place => bounded(place, this.array.shape[d]));
    return apply(slice, [this], { dim: d, start: from, end: Math.max(from, to), step });
  }

  /**
   * C.index(X) is PyTorch's C[X]: what lies at the places that the indices name, along the first dimensions. Indices are
   * integer tensors, which broadcast with each other (`logprobs.index(arange(n), Y)`), lists, plain integers, or bool
   * tensors for where they are true. With nothing but plain integers it is a view.
   * @throws RangeError if an index is out of bounds, TypeError if it is none.
   */
  index(...indices: Index[]): Tensor {
    const [first] = indices;
    // The look-up of an embedding is one in each step of training
    if (indices.length === 1 && this.ndim > 0 && isTensor(first) && first.dtype !== 'bool') {
      return apply(index, [this, first], NO_ATTRIBUTES);
    }
    const places = indices.map(each => (typeof each === 'number' ? each : undefined));
    checkWhole(places);
    if (indices.length > this.ndim) {
      throw new RangeError(`index: a tensor of ${this.ndim} dimensions can't take ${indices.length} indices.`);
    }
    const isPlace = places.some(place => place !== undefined);
    const part = isPlace ? apply(select, [this], { at: places }) : this;
    const tensors = indexTensors(
      this,
      part.shape,
      indices.filter(each => typeof each !== 'number'),
    );
    return tensors.length === 0 && isPlace ? part.itself() : apply(index, [part, ...tensors], NO_ATTRIBUTES);
  }
  /** The places along a dimension that a list of integers names. */
  indexSelect(dim: number, index: Tensor): Tensor {
    const attributes = { dim: dimension('indexSelect', dim, this.ndim) };
    return apply(indexSelect, [this, checkTensor('indexSelect', index)], attributes);
  }
  /** For each number of `index` the number of this at that place along `dim`, at the index's own other places. */
  gather(dim: number, index: Tensor): Tensor {
    return apply(gather, [this, checkTensor('gather', index)], { dim: dimension('gather', dim, this.ndim) });
  }
  /** A copy with each number of `source` added at the place along `dim` that `index` names: the reverse of `gather`. */
  scatterAdd(dim: number, index: Tensor, source: Tensor): Tensor {
    const inputs = [this, checkTensor('scatterAdd', index), checkTensor('scatterAdd', source)];
    return apply(scatterAdd, inputs, { dim: dimension('scatterAdd', dim, this.ndim) });
  }
}

/** A place of a slice, from 0 to `size`. */
function bounded(place: number, size: number): number {
  if (!Number.isInteger(place) && Math.abs(place) !== Number.POSITIVE_INFINITY) {
    throw new TypeError(`slice expects whole numbers, but got ${describe(place)}.`);
  }
  return Math.min(Math.max(place < 0 ? place + size : place, 0), size);
}
