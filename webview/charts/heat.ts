/** A matrix as colours: the larger a number's size, the stronger the colour of its sign. No DOM. */

import type { HeatMap } from '../../src/protocol/panel';

/** How many strengths of a colour there are. */
const LEVELS = 8;

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
