/** A picture as a standalone SVG file: the panel's own shapes, with the colours of paper. */

import { carrying, receiving } from './carrying';
import { drawEdge, drawNode, drawReference, type Marks, NO_MARKS } from './draw';
import { drawCell, drawFold } from './drawFold';
import { drawTag } from './drawTag';
import { tidy } from './geometry';
import { locate } from './locate';
import { BLANK, blank, type Numbers } from './numbers';
import { type Colour, FILE_FONT, FILE_HEADING_FONT, graphStyles, HATCH, lightTheme, type Theme } from './paint';
import { rootOf, type Scene } from './placed';
import type { Group, Shape } from './shapes';
import { type Sight, sightOf } from './sight';
import { arrivals, departures } from './tags';

/** A file with more values and boxes than this is more than any viewer shows. */
const MOST_DRAWN = 50_000;

/** A picture is too large for a file; the message says what to do. */
export class TooLarge extends Error {}

/** One XML document, deterministic; `title` names it for a screen reader. The node of the numbers' step is marked. Throws `TooLarge`. */
export function renderSvg(
  scene: Scene,
  numbers: Numbers | null,
  theme: Theme = lightTheme,
  title = `Computation graph of ${scene.graph.total} values`,
): string {
  const { width, height } = rootOf(scene);
  const sight = sightOf(scene, { x: 0, y: 0, width, height }, MOST_DRAWN);
  if (sight.isCut) throw new TooLarge('The picture has more than 50,000 boxes. Close some groups and export again.');
  const [right, bottom] = [tidy(width), tidy(height)];
  const styles = graphStyles((name: Colour) => theme[name], FILE_FONT, FILE_HEADING_FONT);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="tl-graph" role="img" width="${right}" height="${bottom}" viewBox="0 0 ${right} ${bottom}">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${styles}</style>`,
    `<defs>${HATCH}</defs>`,
    `<rect width="${right}" height="${bottom}" fill="${theme.background}"/>`,
    ...groupsOf(sight, numbers, scene).map(group),
    '</svg>',
    '',
  ].join('\n');
}

/** Everything in sight, in the order in which it is painted. */
function groupsOf(sight: Sight, numbers: Numbers | null, scene: Scene): Group[] {
  const { style } = scene;
  const step = numbers?.step ? (locate(scene, numbers.step.node)?.key ?? null) : null;
  const carries = carrying(sight, step, receiving(scene, sight, numbers));
  const arriving = [...arrivals(sight, numbers), ...departures(scene, sight, numbers, carries)];
  const marks = (key: string): Marks => ({ ...NO_MARKS, stepped: key === step });
  const at = (group: Group, { x, y }: { x: number; y: number }): Group => ({
    ...group,
    x: group.x + x,
    y: group.y + y,
  });
  return [
    ...sight.folds.map(fold => {
      return at(drawFold(fold, numbers?.resultReading(fold.result) ?? BLANK, marks(fold.key), style), fold);
    }),
    ...sight.cells.map(drawCell),
    ...sight.edges.map(edge => {
      return at(drawEdge(edge.points, { ...NO_MARKS, stepped: carries.has(edge.key) }, edge.hidden), edge);
    }),
    ...sight.references.map(seen => {
      const id = numbers?.referred(seen.user, seen.input);
      const reading = numbers?.reading(id, seen.node) ?? blank(seen.node);
      return at(drawReference(numbers?.named(id, seen.node) ?? seen.node, seen.placed, reading, NO_MARKS), seen);
    }),
    ...sight.values.map(seen => {
      const reading = numbers?.reading(seen.id, seen.node) ?? blank(seen.node);
      const node = numbers?.named(seen.id, seen.node) ?? seen.node;
      return at(drawNode(node, seen.placed, reading, marks(seen.key), style), seen);
    }),
    ...arriving.map(({ at: seen, contribution, before, side }) => {
      return at(drawTag(seen.placed, contribution, before, side), seen);
    }),
  ];
}

function group({ role, x, y, title, shapes }: Group): string {
  const place = x === 0 && y === 0 ? '' : ` transform="translate(${tidy(x)},${tidy(y)})"`;
  const tooltip = title === '' ? '' : `<title>${escapeXml(title)}</title>`;
  return `<g class="${escapeXml(role)}"${place}>${tooltip}${shapes.map(element).join('')}</g>`;
}

function element(shape: Shape): string {
  const role = escapeXml(shape.role);
  if (shape.shape === 'path') return `<path class="${role}" d="${shape.d}"/>`;
  if (shape.shape === 'rect') {
    const { x, y, width, height, radius } = shape;
    return `<rect class="${role}" x="${tidy(x)}" y="${tidy(y)}" width="${tidy(width)}" height="${tidy(height)}" rx="${radius}"/>`;
  }
  const squeeze = shape.squeeze === null ? '' : ` textLength="${tidy(shape.squeeze)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text class="${role}" x="${tidy(shape.x)}" y="${tidy(shape.y)}" text-anchor="${shape.anchor}"${squeeze}>${escapeXml(shape.text)}</text>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What no XML document can hold, not even as a reference: controls, halves of pairs, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, '\u{FFFD}').replace(/[&<>"]/g, char => ENTITIES[char]);
}
