/** What stands out on the canvas: noted while boxes are painted, and painted above them. */

import type { Box } from './geometry';
import type { Theme } from './paint';
import { Rects } from './rects';

/** Marks on what is seen, by its key; a color each. */
export interface CanvasMarks {
  selected: string | null;
  stepped: string | null;
  lit: ReadonlySet<string>;
  found: (node: number, span: number) => boolean;
  /** Of what is drawn beside its users: whether that is at an input of a node, and at any of those of some nodes. */
  foundUse: (user: number, input: number) => boolean;
  foundUses: (node: number, span: number) => boolean;
  /** Among these are numbers that are NaN or infinite. */
  notFinite: (node: number, span: number) => boolean;
}

/** The nodes that a box stands for: the first, and how many ids they span. */
export type Range = [node: number, span: number];

/** The size of an alarm's sign on the screen; with more of them than this, there is no place without one. */
const ALARM_PX = 10;
const MOST_ALARMS = 500;
/** What was found is at least so large on the screen. */
const FOUND_PX = 2;
/** A spot in a box, by the box's sides. */
const SPOT = 0.3;
const MOST_SPOT_PX = 12;

export class MarkLayer {
  private readonly finds = new Rects();
  private readonly alarms: Box[] = [];
  private readonly marked: { box: Box; colour: string }[] = [];

  constructor(
    private readonly marks: CanvasMarks,
    private readonly k: number,
    private readonly theme: Theme,
  ) {}

  /** Below the words. */
  paintFound(context: CanvasRenderingContext2D): void {
    this.finds.fill(context, this.theme.lit);
  }

  paint(context: CanvasRenderingContext2D): void {
    for (const box of this.alarms) this.alarm(context, box);
    for (const { box, colour } of this.marked) this.mark(context, box, colour);
  }

  /** Whether any key is marked: to make those of all boxes takes time. */
  get hasKeys(): boolean {
    const { selected, stepped, lit } = this.marks;
    return selected !== null || stepped !== null || lit.size > 0;
  }

  /** What has a key, and a box. */
  noteKey(key: string, box: Box): void {
    const { selected, stepped, lit } = this.marks;
    if (lit.has(key)) this.marked.push({ box, colour: this.theme.lit });
    if (key === stepped) this.marked.push({ box, colour: this.theme.step });
    if (key === selected) this.marked.push({ box, colour: this.theme.select });
  }

  /** What stands out among the nodes that a box stands for. */
  noteWithin([node, span]: Range, box: Box): void {
    this.noteFound([node, span], box);
    if (this.alarms.length < MOST_ALARMS && this.marks.notFinite(node, span)) this.alarms.push(box);
  }

  noteFound([node, span]: Range, box: Box): void {
    if (this.marks.found(node, span)) this.markFound(box);
  }

  /** At an input of a node, what is drawn beside that. */
  noteUse(user: number, input: number, box: Box): void {
    if (this.marks.foundUse(user, input)) this.markFound(box);
  }

  /** A spot for what is drawn beside its users in a box: it is only used there. */
  noteUses([node, span]: Range, box: Box): void {
    if (!this.marks.foundUses(node, span) || this.marks.found(node, span)) return;
    const most = MOST_SPOT_PX / this.k;
    const [width, height] = [Math.min(most, box.width * SPOT), Math.min(most, box.height * SPOT)];
    this.markFound({ x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height });
  }

  private markFound(box: Box): void {
    const least = FOUND_PX / this.k;
    const [width, height] = [Math.max(box.width, least), Math.max(box.height, least)];
    this.finds.rect(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height);
  }

  /** An outline, and a triangle at the upper right corner, of the same size however small the box is. */
  private alarm(context: CanvasRenderingContext2D, { x, y, width, height }: Box): void {
    const { k, theme } = this;
    const [right, side] = [x + width, ALARM_PX / k];
    context.strokeStyle = theme.alarm;
    context.lineWidth = Math.max(1.5, 1.5 / k);
    context.strokeRect(x, y, width, height);
    context.beginPath();
    context.moveTo(right, y - side * 0.7);
    context.lineTo(right + side * 0.55, y + side * 0.3);
    context.lineTo(right - side * 0.55, y + side * 0.3);
    context.closePath();
    context.lineWidth = 1.5 / k;
    context.strokeStyle = theme.background;
    context.stroke();
    context.fillStyle = theme.alarm;
    context.fill();
  }

  /** A mark is to be seen however small the box is. */
  private mark(context: CanvasRenderingContext2D, box: Box, colour: string): void {
    const { k } = this;
    const least = 8 / k;
    const [width, height] = [Math.max(box.width, least), Math.max(box.height, least)];
    context.strokeStyle = colour;
    context.lineWidth = Math.max(2.5, 2.5 / k);
    context.strokeRect(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height);
  }
}
