/** Targets of classification: scores of classes, and for each place a class or a probability of each. */
import { isFloating } from '../dtype';
import { contiguous, type Layout, sameShape, vectorLayout } from '../layout';
import { compact } from '../loops';
import type { NDArray } from '../ndarray';
import { shapeText } from '../shape';

/** Scores of shape (classes), (batch, classes) or (batch, classes, places…), each place with one score a class. */
export interface Scores {
  /** Contiguous. */
  array: NDArray;
  classes: number;
  /** Number of places in all. */
  places: number;
  /** Places in one element of the batch: the distance of neighbouring classes. */
  inner: number;
  /** The shape of the places. */
  layout: Layout;
}

/** @throws RangeError for a single number. */
export function scoresOf(op: string, input: NDArray): Scores {
  const { shape, ndim, size } = input;
  if (ndim === 0) throw new RangeError(`${op} expects the scores of classes, but got a single number.`);
  if (ndim === 2) {
    const [places, classes] = shape;
    return { array: compact(input), classes, places, inner: 1, layout: vectorLayout(places) };
  }
  const dim = Math.min(ndim - 1, 1);
  const classes = shape[dim];
  const inner = shape.slice(dim + 1).reduce((product, n) => product * n, 1);
  const layout = contiguous(shape.filter((_, d) => d !== dim));
  const places = classes === 0 ? layout.size : size / classes;
  return { array: compact(input), classes, places, inner, layout };
}

/** Where the first score of a place is, counted from the first of all. */
export function firstOf({ classes, inner }: Scores, place: number): number {
  const column = place % inner;
  return (place - column) * classes + column;
}

/**
 * The classes of a target, one a place.
 * @throws TypeError unless they are integers, RangeError unless there is one for each place.
 */
export function checkClasses(op: string, target: NDArray, { layout, array }: Scores): NDArray {
  if (!sameShape(target.layout, layout)) {
    throw new RangeError(
      `${op}: scores of the shape ${shapeText(array.shape)} need classes of the shape ${shapeText(layout.shape)}, ` +
        `but the target has ${shapeText(target.shape)}.`,
    );
  }
  if (target.dtype === 'int32') return compact(target);
  throw new TypeError(
    `${op} expects classes as integers, but the target is ${target.dtype}: make it with { dtype: 'int32' }.`,
  );
}

/** A target with a probability for each class: known by its shape, that of the scores. */
export function hasProbabilities(op: string, target: NDArray, input: NDArray): boolean {
  if (!sameShape(target.layout, input.layout)) return false;
  if (isFloating(target.dtype)) return true;
  throw new TypeError(
    `${op}: a target of the scores' own shape ${shapeText(input.shape)} holds probabilities, but it is ${target.dtype}.`,
  );
}

/** @throws RangeError for a class that there is not. */
export function checkClass(op: string, given: number, classes: number): void {
  if (given >= 0 && given < classes) return;
  throw new RangeError(
    `${op}: a target is the class ${given}, but ${classes === 1 ? 'there is only 0' : `there are 0 to ${classes - 1}`}.`,
  );
}

/** @throws RangeError unless it has one number a class. */
export function checkClassWeight(op: string, weight: NDArray | null, classes: number): NDArray | null {
  if (weight === null) return null;
  if (weight.ndim === 1 && weight.size === classes) return compact(weight);
  throw new RangeError(
    `${op}: ${classes} classes need a weight of the shape (${classes}), but it has ${shapeText(weight.shape)}.`,
  );
}
