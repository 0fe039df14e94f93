/** From a placed node and its numbers to shapes. Pure: the panel and the exporters draw with the same functions. */

import type { ViewNode } from '../../src/protocol/graph';
import type { GradState, NotFinite } from '../../src/protocol/panel';
import { describeNode, NOT_YET } from '../terms';
import { edgePath } from './curve';
import type { Box, Point } from './geometry';
import { badgeWords, cardParts, type DrawStyle, METRICS, type Part, roomOf, shownLabel, textWidth } from './measure';
import type { PlacedItem } from './placed';
import type { Group, Shape, TextShape } from './shapes';

/** The numbers of one node at the cursor. */
export interface Reading {
  data: string;
  grad: string;
  state: GradState;
  notFinite: NotFinite;
}

/** What is special about a node right now. */
export interface Marks {
  selected: boolean;
  /** The editor's cursor stands on it. */
  lit: boolean;
  /** The step that the cursor stands after was this node's. */
  stepped: boolean;
  /** It was found by a search, or is part of what was asked about another value. */
  found: boolean;
}

export const NO_MARKS: Marks = { selected: false, lit: false, stepped: false, found: false };

const RADIUS = 6;
/** A number may be squeezed to this part of its width; beyond, it is cut, and the tooltip has all of it. */
const MOST_SQUEEZE = 0.62;
/** By how much the heading of a grad that may still grow is longer than others. */
const ELLIPSIS = 9;

/** One value: card, badge and marks, relative to the card's corner. */
export function drawNode(node: ViewNode, placed: PlacedItem, reading: Reading, marks: Marks, style: DrawStyle): Group {
  const { card } = placed;
  const own = (box: Box): Box => ({ ...box, x: box.x - card.x, y: box.y - card.y });
  const shapes: Shape[] = [];
  if (placed.stem) {
    const points = placed.stem.map(point => ({ x: point.x - card.x, y: point.y - card.y }));
    shapes.push({ shape: 'path', role: 'edge stem', d: edgePath(points) });
  }
  if (marks.stepped) shapes.push(outline(card, 'step-glow', 4));
  shapes.push(...drawCard(node, card, reading, style));
  if (marks.stepped) shapes.push(outline(card, 'step-outline', 0));
  if (marks.selected) shapes.push(outline(card, 'selection', 1.5));
  if (marks.lit) shapes.push({ shape: 'path', role: 'lit', d: brackets(card.width, card.height, 5, 9) });
  if (reading.notFinite !== null) shapes.push(...alarm(card));
  if (placed.badge) shapes.push(...pill('badge', own(placed.badge), badgeWords(node)));
  const title = describeNode(node, reading);
  return { role: nodeRole(node, reading, marks), x: card.x, y: card.y, shapes, title };
}

function nodeRole(node: ViewNode, reading: Reading, marks: Marks): string {
  const roles = ['node', node.kind, reading.state];
  if (node.tensor !== null) roles.push('tensor');
  if (isParameter(node)) roles.push('parameter');
  if (reading.notFinite !== null) roles.push('is-not-finite');
  return [...roles, ...markRoles(marks)].join(' ');
}

export function markRoles({ selected, lit, stepped, found }: Marks): string[] {
  const roles: [string, boolean][] = [
    ['is-selected', selected],
    ['is-lit', lit],
    ['is-stepped', stepped],
    ['is-found', found],
  ];
  return roles.flatMap(([role, has]) => (has ? [role] : []));
}

/** A tensor that gradients are kept for. */
function isParameter({ kind, tensor }: ViewNode): boolean {
  return kind === 'leaf' && tensor?.requiresGrad === true;
}

function drawCard(node: ViewNode, card: Box, reading: Reading, style: DrawStyle): Shape[] {
  const { width, height } = card;
  const parts = cardParts(node);
  const shapes: Shape[] = [{ shape: 'rect', role: 'card', x: 0, y: 0, width, height, radius: RADIUS }];
  if (parts.label) {
    shapes.push(
      { shape: 'path', role: 'head', d: topRounded(width, parts.label.height) },
      ...headTexts(node, parts.label, width),
    );
  }
  if (node.kind === 'constant') {
    const room = width - 2 * METRICS.padX;
    const shown = number('number constant-number', parts.data, width, reading.data, METRICS.constantFont, room);
    // Cards of constants are as wide as the longest among them: a short number stands in the middle.
    shapes.push({ ...shown, x: width / 2, anchor: 'middle' });
  } else {
    const room = roomOf(node, style) * METRICS.numberFont * METRICS.charRatio;
    shapes.push(heading('data', parts.data));
    shapes.push(number('number data-number', parts.data, width, reading.data, METRICS.numberFont, room));
    if (parts.grad) shapes.push(...drawGrad(parts.grad, width, height, reading, room));
  }
  shapes.push({ shape: 'rect', role: 'card-outline', x: 0, y: 0, width, height, radius: RADIUS });
  if (isParameter(node)) shapes.push({ shape: 'path', role: 'parameter-mark', d: `M0,${RADIUS}V${height - RADIUS}` });
  return shapes;
}

/** Label on the left, shape on the right. A copy's label may be longer than the one that the card was measured with. */
function headTexts({ label, tensor }: ViewNode, part: Part, width: number): Shape[] {
  const texts: Shape[] = [];
  const shape = tensor?.shape ?? '';
  const shapeWidth = shape === '' ? 0 : textWidth(shape, METRICS.shapeFont) + METRICS.padX;
  if (label !== '') {
    const room = width - 2 * METRICS.padX - shapeWidth;
    const words = shownLabel(label);
    const most = Math.max(2, Math.floor(room / MOST_SQUEEZE / (METRICS.labelFont * METRICS.charRatio)));
    const shown = words.length > most ? `${words.slice(0, most - 1)}…` : words;
    const squeeze = textWidth(shown, METRICS.labelFont) > room + 0.5 ? room : null;
    texts.push({ ...text('label', METRICS.padX, baseline(part, METRICS.labelFont), shown, 'start'), squeeze });
  }
  if (shape !== '') {
    texts.push(text('shape', width - METRICS.padX, baseline(part, METRICS.shapeFont), shape, 'end'));
  }
  return texts;
}

/** Three states, each with its own form: a dashed hollow, a hatched part, a filled part. */
export function drawGrad(part: Part, width: number, height: number, reading: Reading, room: number): Shape[] {
  const { state } = reading;
  if (state === 'none') return [];
  if (state === 'unreached') {
    const x = METRICS.heading + 0.5;
    const hollow = { x, y: part.y + 2.5, width: width - x - 3.5, height: part.height - 6, radius: 4 };
    return [
      { shape: 'rect', role: 'hollow', ...hollow },
      heading('grad', part),
      text('not-yet', hollow.x + hollow.width / 2, baseline(part, 10) - 0.5, reading.grad || NOT_YET, 'middle'),
    ];
  }
  const beside = state === 'reached' ? room - ELLIPSIS : room;
  return [
    { shape: 'path', role: `grad-part ${state}`, d: bottomRounded(width, part.y, height) },
    heading(state === 'reached' ? 'grad…' : 'grad', part, 'grad-heading'),
    number(`number grad-number ${state}`, part, width, reading.grad, METRICS.numberFont, beside),
  ];
}

export function heading(words: string, part: Part, role = ''): Shape {
  return text(`heading ${role}`.trim(), METRICS.headingX, baseline(part, METRICS.numberFont), words, 'start');
}

export function number(role: string, part: Part, width: number, value: string, font: number, room: number): TextShape {
  const full = textWidth(value, font);
  const x = width - METRICS.padX;
  const y = baseline(part, font);
  if (full <= room + 0.5) return text(role, x, y, value, 'end');
  const chars = Math.floor(room / MOST_SQUEEZE / (font * METRICS.charRatio));
  const shown = value.length > chars ? `${value.slice(0, chars - 1)}…` : value;
  return { shape: 'text', role, x, y, text: shown, anchor: 'end', squeeze: room };
}

function pill(role: string, box: Box, words: string): Shape[] {
  return [
    { shape: 'rect', role, ...box, radius: box.height / 2 },
    text(`${role}-text`, box.x + box.width / 2, baseline(box, METRICS.badgeFont), words, 'middle'),
  ];
}

/** A value that belongs elsewhere: its label, or its number without one. */
export function drawReference(node: ViewNode, placed: PlacedItem, reading: Reading, marks: Marks): Group {
  const { card } = placed;
  const { width, height } = card;
  const words = node.label === '' ? reading.data : shownLabel(node.label);
  const role = ['node', 'reference', node.kind, ...markRoles(marks)].join(' ');
  const shapes: Shape[] = [
    { shape: 'rect', role: 'reference-card', x: 0, y: 0, width, height, radius: height / 2 },
    fitted('reference-text', width / 2, baseline({ y: 0, height }, METRICS.referenceFont), words, width - 10),
  ];
  if (reading.notFinite !== null) shapes.push(...alarm(card));
  if (marks.selected) shapes.push(outline(card, 'selection', 1.5));
  if (marks.lit) shapes.push({ shape: 'path', role: 'lit', d: brackets(width, height, 4, 7) });
  return { role, x: card.x, y: card.y, shapes, title: describeNode(node, reading) };
}

function fitted(role: string, x: number, y: number, words: string, room: number): Shape {
  const squeeze = textWidth(words, METRICS.referenceFont) > room ? room : null;
  return { shape: 'text', role, x, y, text: words, anchor: 'middle', squeeze };
}

/** `found`: it joins two values that are part of what was asked about another value. */
export type EdgeMarks = Pick<Marks, 'selected' | 'stepped' | 'found'>;

/** An edge, with how it is marked. `hidden`: of copies of a stack that are not on show. */
export function drawEdge(points: readonly Point[], marks: EdgeMarks, hidden = false): Group {
  const roles = hidden ? ['edge', 'is-hidden'] : ['edge'];
  if (marks.found) roles.push('is-found');
  if (marks.selected) roles.push('is-selected');
  if (marks.stepped) roles.push('is-stepped');
  const shape: Shape = { shape: 'path', role: roles.join(' '), d: edgePath(points) };
  return { role: marks.found ? 'edge-group is-found' : 'edge-group', x: 0, y: 0, shapes: [shape], title: '' };
}

export function text(role: string, x: number, y: number, words: string, anchor: TextShape['anchor']): TextShape {
  return { shape: 'text', role, x, y, text: words, anchor, squeeze: null };
}

/** Digits are about 0.72 of the font's size high: half of that below the band's middle. */
export function baseline(part: Part, font: number): number {
  return part.y + part.height / 2 + font * 0.36;
}

export function outline(card: Box, role: string, out: number): Shape {
  const { width, height } = card;
  const radius = RADIUS + out;
  return { shape: 'rect', role, x: -out, y: -out, width: width + 2 * out, height: height + 2 * out, radius };
}

/** The mark of what has numbers that are NaN or infinite: an outline of its own colour, and a sign at the upper right corner. */
export function alarm({ width, height }: Box): Shape[] {
  const radius = Math.min(RADIUS, height / 2);
  const x = width + 2;
  const triangle = `M${x},-12l8.5,15h-17z`;
  return [
    { shape: 'rect', role: 'alarm-outline', x: 0, y: 0, width, height, radius },
    { shape: 'path', role: 'alarm-sign', d: triangle },
    { shape: 'path', role: 'alarm-mark', d: `M${x},-7v4.5M${x},-0.1v0.4` },
  ];
}

/** Four corners around a card, `out` away and `arm` long. */
export function brackets(width: number, height: number, out: number, arm: number): string {
  const [l, t, r, b] = [-out, -out, width + out, height + out];
  return (
    `M${l},${t + arm}V${t}H${l + arm}M${r - arm},${t}H${r}V${t + arm}` +
    `M${r},${b - arm}V${b}H${r - arm}M${l + arm},${b}H${l}V${b - arm}`
  );
}

export function topRounded(width: number, height: number): string {
  const r = RADIUS;
  return `M0,${height}V${r}Q0,0 ${r},0H${width - r}Q${width},0 ${width},${r}V${height}Z`;
}

function bottomRounded(width: number, top: number, bottom: number): string {
  const r = RADIUS;
  return `M0,${top}H${width}V${bottom - r}Q${width},${bottom} ${width - r},${bottom}H${r}Q0,${bottom} 0,${bottom - r}Z`;
}
