/** A layered picture as what its crossings depend on: which boxes and ways stand in a layer, and what joins neighbours. */

import type { BoxGraph, LayoutBox, Solution } from './boxes';
import type { Point } from './geometry';

export interface Layered {
  /** Elements from top to bottom: boxes by their indexes, and after them ways. */
  layers: number[][];
  /** The layer of each element. */
  layerOf: number[];
  segments: Segment[];
  /** Of each edge that goes through layers, its ways; those of one exit share theirs. */
  ways: Map<string, number[]>;
}

/** A piece of an edge, from one layer to the next. */
export interface Segment {
  /** The exit where the edge begins: a line that forks does not cross itself. */
  net: string;
  left: number;
  right: number;
  /** Heights of its ends in their boxes. */
  leaving: number;
  arriving: number;
}

/** Layers of a solution; null if an edge leads to a box that is not to the right: then they say little. */
export function layersOf({ boxes, edges }: BoxGraph, { boxes: places, routes }: Solution): Layered | null {
  const { layerOf, middles } = columnsOf(boxes, places);
  const heights = boxes.map(({ id, height }) => places.get(id)!.y + height / 2);
  const ports = new Map(boxes.flatMap(({ ports }, box) => ports.map(({ id, y }) => [id, { box, y }] as const)));
  const shared = new Map<string, number>();
  const segments = new Map<string, Segment>();
  const ways = new Map<string, number[]>();
  for (const { id, source, target } of edges) {
    const [from, to] = [ports.get(source), ports.get(target)];
    if (!from || !to || layerOf[from.box] >= layerOf[to.box]) return null;
    const way: number[] = [];
    for (let layer = layerOf[from.box] + 1; layer < layerOf[to.box]; layer++) {
      const name = `${source} ${layer}`;
      const element = shared.get(name) ?? layerOf.push(layer) - 1;
      shared.set(name, element);
      heights[element] ??= heightAt(routes.get(id) ?? [], middles[layer]);
      way.push(element);
    }
    if (way.length > 0) ways.set(id, way);
    const stops = [from.box, ...way, to.box];
    for (let i = 1; i < stops.length; i++) {
      const [left, right] = [stops[i - 1], stops[i]];
      const arriving = i === stops.length - 1 ? to.y : 0;
      const segment = { net: source, left, right, leaving: i === 1 ? from.y : 0, arriving };
      segments.set(`${source} ${left} ${right} ${arriving}`, segment);
    }
  }
  const layers = middles.map((): number[] => []);
  for (const [element, layer] of layerOf.entries()) layers[layer].push(element);
  for (const layer of layers) layer.sort((a, b) => heights[a] - heights[b]);
  return { layers, layerOf, segments: [...segments.values()], ways };
}

/** Boxes whose columns overlap are in one layer. */
function columnsOf(boxes: readonly LayoutBox[], places: ReadonlyMap<string, Point>) {
  const columns = boxes.map(({ id, width }, box) => ({
    box,
    left: places.get(id)!.x,
    right: places.get(id)!.x + width,
  }));
  const layerOf: number[] = [];
  const middles: number[] = [];
  let end = -Infinity;
  for (const { box, left, right } of columns.sort((a, b) => a.left - b.left)) {
    if (left >= end) middles.push((left + right) / 2);
    end = Math.max(end, right);
    layerOf[box] = middles.length - 1;
  }
  return { layerOf, middles };
}

function heightAt(route: readonly Point[], x: number): number {
  const end = route.findIndex((point, i) => i > 0 && route[i - 1].x <= x && x <= point.x);
  return route[end]?.y ?? 0;
}
