/** Sizes of cards, badges and groups, from their texts alone: no canvas and no DOM, so that Node measures as the panel does. */

import type { Graph, GroupItem, RepeatItem, ViewNode } from '../../src/protocol/graph';
import type { OpStyle, Values } from '../../src/protocol/panel';
import { formatCount } from '../../src/recording/format';
import type { Box } from './geometry';

/** Font sizes, paddings and row heights in the picture's own units (a pixel at zoom 1). */
export const METRICS = {
  numberFont: 13,
  labelFont: 13,
  shapeFont: 10.5,
  headingFont: 9,
  constantFont: 12,
  badgeFont: 12.5,
  nameFont: 12,
  countFont: 10.5,
  /** Width of a monospaced character by its font size: 0.60 in nearly every editor font. */
  charRatio: 0.602,
  /** Rows are even, for the middle of a card is where its edge begins and elkjs keeps whole numbers. */
  labelRow: 22,
  row: 20,
  constantRow: 22,
  padX: 7,
  /** From the left edge to where a row's heading begins, clear of a badge; and to where its number may begin: `data` or `grad` in the heading font (not a monospaced one), and gaps. */
  headingX: 8,
  heading: 34,
  badge: 22,
  /** How far a badge reaches into its card. */
  badgeOverlap: 5,
  /** Small cards of values that belong elsewhere. */
  referenceFont: 11,
  referenceRow: 20,
  /** The head of a group, open or closed, and what is free around the parts of an open one. */
  groupHead: 26,
  groupPadding: 16,
  groupLeast: 116,
  stackLeast: 236,
  groupMost: 280,
  /** A longer name makes no open box wider. */
  nameMost: 200,
  /** How far the cards below a stack look out. */
  stack: 5,
} as const;

const LEAST_ROOM = 7;
const MOST_ROOM = 11;
const MOST_LABEL_CHARS = 24;
const LEAST_CONSTANT_ROOM = 2;
/** Where there are groups, the numbers in them come later than the layout. */
const GROUPED_CONSTANT_ROOM = 6;
/** `-0.0213 ± 0.345`: statistics change from step to step. */
const TENSOR_ROOM = 15;
/** Between a label and a shape. */
const SHAPE_GAP = 12;

/** What the size of every node of one picture depends on besides its own texts; fixed for as long as a layout stands. */
export interface DrawStyle {
  opStyle: OpStyle;
  /** Characters kept free for a number in a card; all cards have the same, so that numbers can change in place. */
  room: number;
  /** The same for the small cards of constants. */
  constantRoom: number;
  /** The same for tensors with more than one number. */
  tensorRoom: number;
}

/** The style of a picture, its rooms taken from the numbers that it shows first. */
export function drawStyle(graph: Graph, values: Values | null, opStyle: OpStyle): DrawStyle {
  let room = LEAST_ROOM;
  let constantRoom = graph.templates.length > 1 ? GROUPED_CONSTANT_ROOM : LEAST_CONSTANT_ROOM;
  const nodes = nodesById(graph);
  values?.nodes.forEach((id, i) => {
    const node = nodes.get(id);
    const data = values.data[i].length;
    if (node === undefined || node.kind === 'constant') constantRoom = Math.max(constantRoom, node ? data : 0);
    else if (!isSpread(node)) room = Math.max(room, data, values.grad[i].length);
  });
  return {
    opStyle,
    room: Math.min(room, MOST_ROOM),
    constantRoom: Math.min(constantRoom, MOST_ROOM),
    tensorRoom: TENSOR_ROOM,
  };
}

/** Values of the whole picture's own template: all of a small graph. */
function nodesById({ templates, node }: Graph): Map<number, ViewNode> {
  const nodes = new Map<number, ViewNode>();
  for (const item of templates.at(-1)?.items ?? []) if (item.kind === 'value') nodes.set(node + item.at, item.node);
  return nodes;
}

/** A tensor that is told by statistics. */
export function isSpread({ tensor }: ViewNode): boolean {
  return tensor !== null && !tensor.isSingle;
}

/** Characters for a number in a node's card. */
export function roomOf(node: ViewNode, style: DrawStyle): number {
  if (isSpread(node)) return style.tensorRoom;
  return node.kind === 'constant' ? style.constantRoom : style.room;
}

/** A horizontal band of a card, relative to the card's top. */
export interface Part {
  y: number;
  height: number;
}

/** A measured node; boxes are relative to the node's own top left corner. */
export interface Measured {
  width: number;
  height: number;
  card: Box;
  /** The op's badge on the card's left edge; null for leaves, constants and with separate op nodes. */
  badge: Box | null;
}

/** Width of a text in the editor's font; East Asian wide characters count twice. */
export function textWidth(text: string, fontSize: number): number {
  let cells = 0;
  for (const char of text) cells += isWide(char.codePointAt(0) ?? 0) ? 2 : 1;
  return cells * fontSize * METRICS.charRatio;
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0x1f300 && code <= 0x1faff)
  );
}

/** A label as it is drawn: a very long one loses its middle, for its ends tell it from its neighbours. */
export function shownLabel(label: string): string {
  const chars = [...label];
  if (chars.length <= MOST_LABEL_CHARS) return label;
  const half = (MOST_LABEL_CHARS - 2) / 2;
  return `${chars.slice(0, half + 1).join('')}…${chars.slice(-half).join('')}`;
}

/** What stands in the badge of an op: its symbol, and of a sum how many terms it has. */
export function badgeWords({ symbol, terms }: ViewNode): string {
  return terms > 0 ? `Σ ${formatCount(terms)}` : symbol;
}

export function measureBadge(symbol: string): { width: number; height: number } {
  const text = textWidth(symbol, METRICS.badgeFont);
  return { width: Math.ceil(Math.max(METRICS.badge, text + 13)), height: METRICS.badge };
}

/**
 * Bands of a card from top to bottom. A constant has neither a grad nor headings, a tensor that requires no gradient no
 * grad, an unnamed value no label; but the shape of a tensor stands there.
 */
export function cardParts(node: ViewNode): { label: Part | null; data: Part; grad: Part | null; height: number } {
  const hasHead = node.label !== '' || (node.tensor !== null && node.tensor.shape !== '');
  const labelHeight = hasHead ? METRICS.labelRow : 0;
  const label = labelHeight > 0 ? { y: 0, height: labelHeight } : null;
  if (node.kind === 'constant' || node.tensor?.requiresGrad === false) {
    const data = { y: labelHeight, height: METRICS.constantRow };
    return { label, data, grad: null, height: labelHeight + METRICS.constantRow };
  }
  const data = { y: labelHeight, height: METRICS.row };
  const grad = { y: labelHeight + METRICS.row, height: METRICS.row };
  return { label, data, grad, height: labelHeight + 2 * METRICS.row };
}

/** Of label and shape side by side; 0 without either. */
function headWidth({ label, tensor }: ViewNode): number {
  const labelWidth = label === '' ? 0 : textWidth(shownLabel(label), METRICS.labelFont);
  const shapeWidth = tensor === null || tensor.shape === '' ? 0 : textWidth(tensor.shape, METRICS.shapeFont);
  const gap = labelWidth > 0 && shapeWidth > 0 ? SHAPE_GAP : 0;
  return labelWidth + shapeWidth === 0 ? 0 : labelWidth + gap + shapeWidth + 2 * METRICS.padX;
}

function cardWidth(node: ViewNode, style: DrawStyle): number {
  const room = roomOf(node, style);
  const numbers =
    node.kind === 'constant'
      ? room * METRICS.constantFont * METRICS.charRatio + 2 * METRICS.padX
      : METRICS.heading + room * METRICS.numberFont * METRICS.charRatio + METRICS.padX;
  return Math.ceil(Math.max(headWidth(node), numbers));
}

/** The sizes of one node in a style. */
export function measureNode(node: ViewNode, style: DrawStyle): Measured {
  const height = cardParts(node).height;
  const width = cardWidth(node, style);
  const badge = node.symbol !== '' && style.opStyle === 'badge' ? measureBadge(badgeWords(node)) : null;
  const cardX = badge ? badge.width - METRICS.badgeOverlap : 0;
  return {
    width: cardX + width,
    height,
    card: { x: cardX, y: 0, width, height },
    badge: badge ? { x: 0, y: (height - badge.height) / 2, ...badge } : null,
  };
}

/** Characters of a reference: its label, or the number of a constant. */
export function referenceRoom(node: ViewNode, style: DrawStyle): number {
  return node.label === '' ? (node.kind === 'constant' ? style.constantRoom : LEAST_ROOM) : 0;
}

/** A value that belongs elsewhere: one short line. */
export function measureReference(node: ViewNode, style: DrawStyle): { width: number; height: number } {
  const label = textWidth(shownLabel(node.label), METRICS.referenceFont);
  const room = referenceRoom(node, style) * METRICS.referenceFont * METRICS.charRatio;
  return { width: Math.ceil(Math.max(label, room) + 2 * METRICS.padX), height: METRICS.referenceRow };
}

/** A closed group or stack: its head, and the numbers of what it results in. */
export function measureClosed(item: GroupItem | RepeatItem, style: DrawStyle): { width: number; height: number } {
  const stack = item.kind === 'repeat' ? METRICS.stack : 0;
  const count = chainMark(item) + countWords(item);
  const head = textWidth(item.name, METRICS.nameFont) + textWidth(count, METRICS.countFont) + 46;
  const numbers = METRICS.heading + style.room * METRICS.numberFont * METRICS.charRatio + METRICS.padX;
  const width = Math.min(Math.max(head, numbers, METRICS.groupLeast), METRICS.groupMost);
  const rows = item.result === null ? 0 : 2 * METRICS.row;
  return { width: Math.ceil(width) + stack, height: METRICS.groupHead + rows + stack };
}

/** Before the count of a stack of which each uses what the one before resulted in. */
export function chainMark(item: GroupItem | RepeatItem): string {
  return item.kind === 'repeat' && item.chained ? '↻ ' : '';
}

/** How much is in a group: `33 values`, `×100`. */
export function countWords(item: GroupItem | RepeatItem): string {
  if (item.kind === 'repeat') return `×${formatCount(item.at.length)}`;
  return `${formatCount(item.count)} ${item.count === 1 ? 'value' : 'values'}`;
}
