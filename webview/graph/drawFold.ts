/** Groups and stacks as shapes: closed ones with the numbers of what they result in, open ones as frames. */

import type { RepeatItem } from '../../src/protocol/graph';
import { formatCount } from '../../src/recording/format';
import {
  alarm,
  baseline,
  drawGrad,
  heading,
  type Marks,
  markRoles,
  number,
  outline,
  type Reading,
  text,
  topRounded,
} from './draw';
import { charsIn, type FoldButton, foldButtons, foldWords, headWords, NAME_X, overhang, whichOf } from './foldHead';
import type { Box } from './geometry';
import { countWords, type DrawStyle, METRICS } from './measure';
import type { Group, Shape } from './shapes';
import { shortName } from './shortName';
import type { SeenCell, SeenFold } from './sight';

/**
 * A group or stack in words, for a tooltip and a screen reader.
 * @param notFinite - How many of the values that it hides have numbers that are NaN or infinite.
 */
export function describeFold(fold: SeenFold, reading: Reading, notFinite = 0): string {
  const { item } = fold;
  const parts = [item.name];
  if (item.kind === 'group' && item.copy !== null) parts.push(whichOf(item.copy.index, item.copy.of));
  parts.push(item.kind === 'group' ? countWords(item) : foldWords(item));
  if (item.kind === 'repeat') parts.push(`${formatCount(item.count)} values each`);
  if (item.kind === 'repeat' && item.chained) parts.push('each uses the one before');
  if (item.template === null && reading.data !== '') parts.push(`results in ${reading.data}`);
  if (notFinite > 0) parts.push(`${formatCount(notFinite)} of its values not finite`);
  parts.push(item.template === null ? 'closed' : 'open');
  return parts.join(', ');
}

/** Relative to the card's corner. The frame of an open group lies below what is in it, and so is drawn before. */
export function drawFold(fold: SeenFold, reading: Reading, marks: Marks, style: DrawStyle, notFinite = 0): Group {
  const { item, placed } = fold;
  const isOpen = item.template !== null;
  const stack = overhang(item);
  const box = { ...placed.card, width: placed.card.width - stack, height: placed.card.height - stack };
  const shapes: Shape[] = [];
  for (let below = stack; below > 0; below -= METRICS.stack / 2) {
    shapes.push({
      shape: 'rect',
      role: 'stack-card',
      x: below,
      y: below,
      width: box.width,
      height: box.height,
      radius: 7,
    });
  }
  if (marks.stepped) shapes.push(outline(box, 'step-glow', 4));
  shapes.push(
    { shape: 'rect', role: isOpen ? 'frame' : 'card', x: 0, y: 0, width: box.width, height: box.height, radius: 7 },
    { shape: 'path', role: 'fold-head', d: topRounded(box.width, METRICS.groupHead) },
    ...headOf(fold, box.width),
  );
  if (!isOpen && item.result !== null) shapes.push(...numbersOf(box, reading, style));
  shapes.push({ shape: 'rect', role: 'card-outline', x: 0, y: 0, width: box.width, height: box.height, radius: 7 });
  if (marks.stepped) shapes.push(outline(box, 'step-outline', 0));
  const isAlarmed = notFinite > 0 || (!isOpen && reading.notFinite !== null);
  if (isAlarmed) shapes.push(...alarm(box));
  if (marks.selected) shapes.push(outline(box, 'selection', 1.5));
  const roles = ['fold', item.kind, isOpen ? 'is-open' : 'is-closed', reading.state, ...markRoles(marks)];
  const role = [...roles, ...(isAlarmed ? ['is-not-finite'] : [])].join(' ');
  return { role, x: placed.card.x, y: placed.card.y, shapes, title: describeFold(fold, reading, notFinite) };
}

function headOf(fold: SeenFold, width: number): Shape[] {
  const { item } = fold;
  const buttons = foldButtons(fold);
  const band = { y: 0, height: METRICS.groupHead };
  const end = (buttons[0]?.box.x ?? width - METRICS.padX + 2) - 4;
  const shapes: Shape[] = [{ shape: 'path', role: 'fold-arrow', d: arrow(item.template !== null) }];
  const { name, words } = headWords(item, end);
  if (name !== '') shapes.push(text('fold-name', NAME_X, baseline(band, METRICS.nameFont), name, 'start'));
  if (words !== '') shapes.push(text('fold-count', end, baseline(band, METRICS.countFont), words, 'end'));
  return [...shapes, ...buttons.flatMap(({ name: button, box }) => drawButton(button, box))];
}

/** A triangle to the right, or down. */
function arrow(isOpen: boolean): string {
  const y = METRICS.groupHead / 2;
  return isOpen ? `M7,${y - 2.5}h9l-4.5,5.5z` : `M9,${y - 4.5}v9l5.5,-4.5z`;
}

function drawButton(name: FoldButton, box: Box): Shape[] {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const icons: Record<FoldButton, string> = {
    previous: `M${x + 2},${y - 4}l-4,4l4,4`,
    next: `M${x - 2},${y - 4}l4,4l-4,4`,
    all: `M${x - 4.5},${y - 4.5}h3.5v3.5h-3.5zM${x + 1},${y - 4.5}h3.5v3.5h-3.5zM${x - 4.5},${y + 1}h3.5v3.5h-3.5zM${x + 1},${y + 1}h3.5v3.5h-3.5z`,
    one: `M${x - 4},${y - 4}h8v8h-8z`,
  };
  return [
    { shape: 'rect', role: `fold-button ${name}`, ...box, radius: 4 },
    { shape: 'path', role: 'fold-icon', d: icons[name] },
  ];
}

function numbersOf(box: Box, reading: Reading, style: DrawStyle): Shape[] {
  const data = { y: METRICS.groupHead, height: METRICS.row };
  const grad = { y: METRICS.groupHead + METRICS.row, height: METRICS.row };
  const room = Math.min(
    box.width - METRICS.heading - METRICS.padX,
    style.room * METRICS.numberFont * METRICS.charRatio + 40,
  );
  return [
    heading('data', data),
    number('number data-number', data, box.width, reading.data, METRICS.numberFont, room),
    ...drawGrad(grad, box.width, box.height, reading, room),
  ];
}

/** The name of a copy where all are shown; undefined if it is told by its number alone. */
export function nameOfCell({ names }: RepeatItem, index: number): string | undefined {
  return names?.[index];
}

/** One of many copies in words; `notFinite` as of a group. */
export function describeCell(cell: SeenCell, notFinite = 0): string {
  const parts = [nameOfCell(cell.item, cell.index) ?? cell.item.name, numberOfCell(cell)];
  if (notFinite > 0) parts.push(`${formatCount(notFinite)} of its values not finite`);
  return parts.join(', ');
}

const numberOfCell = ({ item, index }: SeenCell): string => whichOf(index, item.at.length);

/** The frame of one of many copies that are all shown, with its name, or its number if it has none of its own. It is hollow, for it may lie above the frames that are in it. */
export function drawCell(cell: SeenCell): Group {
  const { width, height, item, index } = cell;
  const band = { y: 0, height: METRICS.groupHead };
  const name = nameOfCell(item, index);
  return {
    role: 'fold cell',
    x: cell.x,
    y: cell.y,
    shapes: [
      { shape: 'rect', role: 'cell-frame', x: 0, y: 0, width, height, radius: 7 },
      name === undefined
        ? text('fold-count', METRICS.padX + 2, baseline(band, METRICS.countFont), numberOfCell(cell), 'start')
        : text(
            'fold-name',
            METRICS.padX + 2,
            baseline(band, METRICS.nameFont),
            shortName(name, charsIn(width - 18)),
            'start',
          ),
      ...(item.chained && index > 0 ? [fromBefore(height)] : []),
    ],
    title: describeCell(cell),
  };
}

/** From the copy before, whose result this one uses; the first of a row has it behind the end of the row above. */
function fromBefore(height: number): Shape {
  const y = height / 2;
  return { shape: 'path', role: 'edge', d: `M-24,${y}H-2M-8,${y - 4}l6,4l-6,4` };
}
