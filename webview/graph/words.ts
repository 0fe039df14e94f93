/** Words for a canvas, painted when all boxes are. */

import { type Box, overlaps, type Point } from './geometry';
import { METRICS } from './measure';
import { shortName } from './shortName';

interface Word {
  text: string;
  x: number;
  y: number;
  font: string;
  colour: string;
  align: CanvasTextAlign;
}

/** Names that are larger than what they name lie on the picture: more than so many are no help. */
const MOST_NAMES = 150;
/** On the screen: their font, what is free around them, and how much of one must fit its box to be worth it. */
const NAME_PX = 11;
const NAME_PAD = 3;
const LEAST_CHARS = 8;

function charsIn({ width }: { width: number }, k: number): number {
  return Math.floor((width * k - 4 * NAME_PAD) / (NAME_PX * METRICS.charRatio));
}

/** Whether a box is large enough at a zoom for enough of its name. */
export function hasRoom(name: string, box: { width: number; height: number }, k: number): boolean {
  return charsIn(box, k) >= Math.min(LEAST_CHARS, name.length) && box.height * k >= NAME_PX + 4 * NAME_PAD;
}

export class Words {
  private readonly words: Word[] = [];
  private readonly names: { box: Box; word: Word }[] = [];

  constructor(
    private readonly k: number,
    private readonly family: string,
    private readonly colours: { name: string; plate: string },
  ) {}

  /** `y`: the middle of its line; `size`: of the font, in the picture's units. */
  add(text: string, x: number, y: number, size: number, colour: string, align: CanvasTextAlign): void {
    this.words.push({ text, x, y: y + size * 0.36, font: this.font(size), colour, align });
  }

  /** The name of a box whose head is too small to be read: at the box's corner, if no other name is there. */
  name(text: string, at: Box): void {
    const { k } = this;
    if (!hasRoom(text, at, k)) return;
    this.sign(shortName(text, charsIn(at, k)), { x: at.x + NAME_PAD / k, y: at.y + NAME_PAD / k });
  }

  /** A name on a plate, its corner at a point, if no other name is there. */
  sign(text: string, { x, y }: Point): void {
    const [size, pad] = [NAME_PX / this.k, NAME_PAD / this.k];
    const box = { x, y, width: text.length * size * METRICS.charRatio + 2 * pad, height: size + 2 * pad };
    if (this.names.length >= MOST_NAMES || this.names.some(other => overlaps(other.box, box))) return;
    const [font, colour] = [this.font(size), this.colours.name];
    const word: Word = { text, x: x + pad, y: y + box.height / 2 + size * 0.36, font, colour, align: 'left' };
    this.names.push({ box, word });
  }

  paint(context: CanvasRenderingContext2D): void {
    for (const word of this.words) write(context, word);
    for (const { box, word } of this.names) {
      context.globalAlpha = 0.8;
      context.fillStyle = this.colours.plate;
      context.fillRect(box.x, box.y, box.width, box.height);
      context.globalAlpha = 1;
      write(context, word);
    }
  }

  private font(size: number): string {
    return `600 ${size}px ${this.family}`;
  }
}

function write(context: CanvasRenderingContext2D, { text, x, y, font, colour, align }: Word): void {
  context.font = font;
  context.fillStyle = colour;
  context.textAlign = align;
  context.fillText(text, x, y);
}
