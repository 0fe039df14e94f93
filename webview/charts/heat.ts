/** A matrix as colours: the larger a number's size, the stronger the colour of its sign. No DOM. */

import type { HeatMap } from '../../src/protocol/panel';
import type { Size } from '../graph/viewport';

/** How many strengths of a colour there are. */
const LEVELS = 8;

/** Every colour once, from the strongest negative to the strongest positive. */
export const SCALE: HeatMap = {
  width: 2 * LEVELS + 1,
  cells: Array.from({ length: 2 * LEVELS + 1 }, (_, i) => i - LEVELS),
};

/** All cells of one colour, as SVG path data in cells. */
export interface HeatLayer {
  sign: 'negative' | 'positive' | 'missing';
  /** 0 to 1. */
  strength: number;
  d: string;
}

/** The layers of a heat map, `width` cells across; the numbers that the strongest colours stand for are ± `most`. */
export function heatLayers({ width, cells }: HeatMap): { layers: HeatLayer[]; height: number; most: number } {
  const most = cells.reduce<number>((largest, cell) => Math.max(largest, Math.abs(cell ?? 0)), 0);
  const paths = new Map<number, string>();
  for (const [i, cell] of cells.entries()) {
    const level = cell === null ? Number.NaN : levelOf(cell, most);
    if (level === 0) continue;
    paths.set(level, `${paths.get(level) ?? ''}M${i % width},${Math.floor(i / width)}h1v1h-1z`);
  }
  const layers = Array.from(paths, ([level, d]): HeatLayer => {
    if (Number.isNaN(level)) return { sign: 'missing', strength: 1, d };
    return { sign: level < 0 ? 'negative' : 'positive', strength: Math.abs(level) / LEVELS, d };
  });
  return { layers, height: width === 0 ? 0 : Math.ceil(cells.length / width), most };
}

/** From −LEVELS to LEVELS; 0 for what is nearest to nothing. */
function levelOf(value: number, most: number): number {
  return most === 0 ? 0 : Math.sign(value) * Math.round((Math.abs(value) / most) * LEVELS);
}

/** A picture with a shorter side than this would be a mere line. */
const LEAST_SIDE = 24;

/**
 * The size of a map in a room: its cells are square and as large as goes, unless the map is so long that it would be a line.
 * @param largest - Side of a cell that is not made larger.
 */
export function heatSize({ width, cells }: HeatMap, room: Size, largest = Number.POSITIVE_INFINITY): Size {
  const height = width === 0 ? 0 : Math.ceil(cells.length / width);
  if (height === 0) return { width: 0, height: 0 };
  const [across, down] = [Math.min(room.width / width, largest), Math.min(room.height / height, largest)];
  const side = Math.min(across, down);
  return {
    width: width * sharp(Math.min(across, Math.max(side, LEAST_SIDE / width))),
    height: height * sharp(Math.min(down, Math.max(side, LEAST_SIDE / height))),
  };
}

/** A cell of whole pixels has straight borders; of a small one the rest would be too much to lose. */
const sharp = (side: number) => (side < 5 ? side : Math.floor(side));
