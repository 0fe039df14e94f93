/**
 * Orders a layered picture anew so that few edges cross: elkjs decides each layer by the one before it; here every element
 * is sifted through its layer, again and again. It takes long in large pictures and finds more in small ones. Sifting
 * as in Matuszewski, Schönfeld and Molitor, "Using Sifting for k-Layer Straightline Crossing Minimization" (1999).
 */

import type { Layered, Segment } from './layers';

/** Orders of a layered picture, and how many of its edges cross. */
export interface Ordered {
  layers: number[][];
  crossings: number;
}

/** Twice as many find one crossing less in a hundred. */
const TRIES = 200;
/** Sifting ends sooner, as soon as nothing moves. */
const MOST_ROUNDS = 12;

/** The best order that is found from that of the picture and that of operands. Deterministic. */
export function ordered(picture: Layered): Ordered {
  const search = new Search(picture);
  const below = randomNumbers();
  let best = search.better(search.sifted(picture.layers), search.sifted(search.byOperands()));
  for (let i = 0; i < TRIES && best.crossings > 0; i++)
    best = search.better(search.sifted(disturbed(best.layers, below)), best);
  return best;
}

/** Elements of a picture with their places, and what joins each to the layers before and after. */
class Search {
  private readonly before: Segment[][];
  private readonly after: Segment[][];
  private readonly rank: number[];
  /** The segments after each layer. */
  private readonly gaps: Segment[][];

  constructor(private readonly picture: Layered) {
    this.before = picture.layerOf.map(() => []);
    this.after = picture.layerOf.map(() => []);
    this.rank = picture.layerOf.map(() => 0);
    this.gaps = picture.layers.map(() => []);
    for (const segment of picture.segments) {
      this.gaps[picture.layerOf[segment.left]].push(segment);
      this.after[segment.left].push(segment);
      this.before[segment.right].push(segment);
    }
    for (const segments of this.before) segments.sort((a, b) => a.arriving - b.arriving);
  }

  /** Elements as they come when inputs are followed from the results back, in operand order. */
  byOperands(): number[][] {
    const layers = this.picture.layers.map((): number[] => []);
    const seen = new Set<number>();
    const visit = (element: number): void => {
      if (seen.has(element)) return;
      seen.add(element);
      layers[this.picture.layerOf[element]].push(element);
      for (const { left } of this.before[element]) visit(left);
    };
    for (const layer of this.picture.layers.toReversed()) layer.forEach(visit);
    return layers;
  }

  sifted(start: readonly (readonly number[])[]): Ordered {
    const layers = start.map(layer => [...layer]);
    for (const layer of layers) this.rankAll(layer);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      let isMoved = false;
      const sweep = round % 2 === 0 ? layers.toReversed() : layers;
      for (const layer of sweep) for (const element of [...layer]) if (this.sift(layer, element)) isMoved = true;
      if (!isMoved) break;
    }
    return { layers, crossings: this.crossings() };
  }

  /** Moves an element to where the fewest edges of its layer cross; true if another place is better. */
  private sift(layer: number[], element: number): boolean {
    const from = this.rank[element];
    const others = layer.filter(other => other !== element);
    let [cost, least, to] = [0, 0, 0];
    let stay = 0;
    others.forEach((other, i) => {
      cost += this.crossingsOf(other, element) - this.crossingsOf(element, other);
      if (cost < least) [least, to] = [cost, i + 1];
      if (i + 1 === from) stay = cost;
    });
    if (least >= stay) return false;
    others.splice(to, 0, element);
    others.forEach((other, i) => {
      layer[i] = other;
    });
    this.rankAll(layer);
    return true;
  }

  private rankAll(layer: readonly number[]): void {
    layer.forEach((element, i) => {
      this.rank[element] = i;
    });
  }

  /** Crossings of the edges of two elements of a layer if one is above the other. */
  private crossingsOf(above: number, below: number): number {
    let count = 0;
    for (const a of this.before[above]) {
      for (const b of this.before[below])
        if (a.net !== b.net && this.isBelow(a.left, a.leaving, b.left, b.leaving)) count++;
    }
    for (const a of this.after[above]) {
      for (const b of this.after[below])
        if (a.net !== b.net && this.isBelow(a.right, a.arriving, b.right, b.arriving)) count++;
    }
    return count;
  }

  private isBelow(a: number, heightA: number, b: number, heightB: number): boolean {
    return a === b ? heightA > heightB : this.rank[a] > this.rank[b];
  }

  private crossings(): number {
    let count = 0;
    for (const gap of this.gaps) {
      for (const a of gap) for (const b of gap) if (a.net !== b.net && this.cross(a, b)) count++;
    }
    return count;
  }

  /** Whether a segment begins above another one and ends below it. */
  private cross(a: Segment, b: Segment): boolean {
    return this.isBelow(b.left, b.leaving, a.left, a.leaving) && this.isBelow(a.right, a.arriving, b.right, b.arriving);
  }

  /** The one with fewer crossings, or else with shorter edges. */
  better(one: Ordered, other: Ordered): Ordered {
    const gain = other.crossings - one.crossings || this.length(other) - this.length(one);
    return gain >= 0 ? one : other;
  }

  /** How far the ends of segments are apart in all, in places from the middle of their layers. */
  length({ layers }: Ordered): number {
    const height: number[] = [];
    for (const layer of layers)
      layer.forEach((element, i) => {
        height[element] = i - (layer.length - 1) / 2;
      });
    return this.picture.segments.reduce((sum, { left, right }) => sum + Math.abs(height[left] - height[right]), 0);
  }
}

/** An order in which some neighbouring layers are shuffled. */
function disturbed(layers: readonly (readonly number[])[], below: (count: number) => number): number[][] {
  const [from, count] = [below(layers.length), 1 + below(3)];
  return layers.map((layer, at) => (at < from || at >= from + count ? [...layer] : shuffled(layer, below)));
}

function shuffled(layer: readonly number[], below: (count: number) => number): number[] {
  const copy = [...layer];
  for (let i = copy.length - 1; i > 0; i--) {
    const other = below(i + 1);
    [copy[i], copy[other]] = [copy[other], copy[i]];
  }
  return copy;
}

/** Whole numbers below a count, the same each time: a linear congruential generator with the constants of Numerical Recipes. */
function randomNumbers(): (count: number) => number {
  let state = 1;
  return count => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}
