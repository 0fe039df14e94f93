/** How many pixels an image of a picture has, and how many one may have. */
import { formatCount } from '../../src/recording/format';
import { TooLarge } from './svg';

/** In pixels: a side, and the whole. */
export interface PixelLimit {
  side: number;
  area: number;
}

/** The size of the image at a scale. Throws `TooLarge`, with what to do. */
export function pixelsAt(
  { width, height }: { width: number; height: number },
  scale: number,
  { side, area }: PixelLimit,
): { across: number; down: number } {
  const [across, down] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  if (Math.max(across, down) <= side && across * down <= area) return { across, down };
  const fitting = Math.min(side / Math.max(width, height), Math.sqrt(area / (width * height)));
  const advice = fitting >= 1 ? 'Choose a smaller scale, or SVG' : 'Close some groups, or choose SVG';
  throw new TooLarge(
    `At ${scale}× the picture has ${formatCount(across)} × ${formatCount(down)} pixels. An image may have ` +
      `${formatCount(side)} a side and ${formatCount(area)} in all. ${advice}.`,
  );
}
