/**
 * The picture on a canvas, for when there is more in view than elements could show: copies of templates are walked down
 * to where their parts are too small to be told apart. What is painted is bounded by the screen, not by the graph.
 */

import type { GroupItem, Item, RepeatItem } from '../../src/protocol/graph';
import { formatCount } from '../../src/recording/format';
import { bandOf, surfaceOf } from './bands';
import { nameOfCell } from './drawFold';
import { foldWords } from './foldHead';
import { type Box, moved, overlaps, type Point } from './geometry';
import { HUES, hueOf } from './hues';
import { type CanvasMarks, MarkLayer, type Range } from './markLayer';
import { badgeWords, METRICS, shownLabel } from './measure';
import { isInRows, isOpen } from './open';
import type { Theme } from './paint';
import type { PlacedItem, Scene } from './placed';
import { Rects } from './rects';
import { shortName } from './shortName';
import { type Copy, cellsIn, copyIn, isHidden, keyOf, routeOf, wholeOf } from './sight';
import { type Size, type Transform, windowOf } from './viewport';
import { Words } from './words';

export interface CanvasFonts {
  mono: string;
  sans: string;
}

/** On the screen: below the first a box is one rectangle, below the others a card, its text and its outline are left out. */
const LEAST_PARTS = 14;
const LEAST_CARD = 1.1;
const LEAST_TEXT = 15;
const LEAST_OUTLINE = 6;
/** Smaller copies are not each told by name. */
const LEAST_TITLED = { width: 40, height: 20 };
/** A head of fewer pixels has its name in a size of its own. */
const LEAST_HEAD = 18;
/** A wall of full colour would be the loudest thing on the screen. */
const DUST_ALPHA = 0.45;
/** Of every other band of copies. */
const PALE_ALPHA = 0.27;
/** Edges thinner than this are paler than paper. */
const LEAST_EDGE_ZOOM = 0.035;

/** Paints what a transform shows of a scene. `ratio`: device pixels by CSS pixel. */
export function paintScene(
  context: CanvasRenderingContext2D,
  scene: Scene,
  transform: Transform,
  size: Size,
  ratio: number,
  theme: Theme,
  fonts: CanvasFonts,
  marks: CanvasMarks,
): void {
  const { k, x, y } = transform;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, size.width * ratio, size.height * ratio);
  context.setTransform(k * ratio, 0, 0, k * ratio, x * ratio, y * ratio);
  const window = windowOf(transform, size);
  new Painter(context, scene, k, window, theme, fonts, marks).paint();
}

/** One frame. Boxes and edges are gathered by colour, for to change it takes time. */
class Painter {
  private readonly edges = new Path2D();
  /** Of copies of stacks that are not on show. */
  private readonly hiddenEdges = new Path2D();
  private readonly cards = new Rects();
  /** Cards that are too small for their outlines to be seen. */
  private readonly specks = new Rects();
  private readonly closed = new Rects();
  /** Open boxes whose parts are too small to be told apart, by hue. */
  private readonly dust = HUES.map(() => new Rects());
  private readonly paleDust = HUES.map(() => new Rects());
  private readonly leaves = new Rects();
  private readonly badges = new Rects();
  private readonly outlines = new Rects();
  private readonly words: Words;
  private readonly layer: MarkLayer;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly scene: Scene,
    private readonly k: number,
    private readonly window: Box,
    private readonly theme: Theme,
    fonts: CanvasFonts,
    marks: CanvasMarks,
  ) {
    this.layer = new MarkLayer(marks, k, theme);
    this.words = new Words(k, fonts.mono, { name: theme.text, plate: theme.background });
  }

  paint(): void {
    const { context, theme, k } = this;
    // Frames lie below all else, outer ones first: they are painted on the way down.
    this.visit(wholeOf(this.scene), 0);
    context.lineWidth = Math.max(1.4, 0.6 / k);
    context.strokeStyle = theme.edge;
    context.stroke(this.edges);
    context.setLineDash([3, 6]);
    context.stroke(this.hiddenEdges);
    context.setLineDash([]);
    this.cards.fill(context, theme.head);
    this.specks.fill(context, theme.edge);
    this.closed.fill(context, theme.head);
    for (const [dust, alpha] of [[this.dust, DUST_ALPHA] as const, [this.paleDust, PALE_ALPHA] as const]) {
      context.globalAlpha = alpha;
      dust.forEach((boxes, hue) => {
        boxes.fill(context, theme[HUES[hue]]);
      });
    }
    context.globalAlpha = 1;
    this.leaves.fill(context, theme.muted);
    context.lineWidth = Math.max(1.1, 0.5 / k);
    this.outlines.stroke(context, theme.border);
    this.badges.fill(context, theme.badge);
    this.layer.paintFound(context);
    this.words.paint(context);
    this.layer.paint(context);
  }

  private visit(copy: Copy, depth: number): void {
    const { scene, window, k } = this;
    const { items, links } = scene.graph.templates[copy.template];
    const placed = scene.templates[copy.template];
    const near = moved(window, -copy.x, -copy.y);
    items.forEach((item, i) => {
      if (overlaps(placed.items[i], near)) this.item(item, placed.items[i], copy, depth);
    });
    if (k < LEAST_EDGE_ZOOM) return;
    for (const link of placed.links) {
      const hidden = isHidden(link, links);
      const edges = hidden ? this.hiddenEdges : this.edges;
      const points = routeOf(link, hidden ? items[link.source] : undefined);
      if (points.length === 0) continue;
      edges.moveTo(points[0].x + copy.x, points[0].y + copy.y);
      for (let i = 1; i < points.length; i++) edges.lineTo(points[i].x + copy.x, points[i].y + copy.y);
    }
  }

  private item(item: Item, placed: PlacedItem, copy: Copy, depth: number): void {
    const { card } = placed;
    const box = { x: card.x + copy.x, y: card.y + copy.y, width: card.width, height: card.height };
    if (item.kind === 'value' || item.kind === 'reference') {
      this.value(item, placed, box, copy);
      return;
    }
    if (isOpen(item) && placed.cells) {
      this.open(item, placed, box, copy, depth);
      return;
    }
    this.closed.rect(box.x, box.y, box.width, box.height);
    this.outlines.rect(box.x, box.y, box.width, box.height);
    this.headWords(item, box);
    this.noteKey(item, copy, box);
    this.layer.noteWithin(rangeOf(item, copy), box);
    this.layer.noteUses(rangeOf(item, copy), box);
  }

  private value(item: Item & { kind: 'value' | 'reference' }, placed: PlacedItem, box: Box, copy: Copy): void {
    const { k, theme, words } = this;
    if (item.kind === 'value') {
      this.layer.noteWithin([copy.node + item.at, 1], box);
      for (const each of item.absorbed ?? []) this.layer.noteFound([copy.node + each, 1], box);
    } else this.layer.noteUse(copy.node + item.user, item.input, box);
    if (box.height * k < LEAST_CARD) return;
    const isLeaf = item.kind === 'reference' || item.node.kind !== 'op';
    const isSpeck = box.height * k < LEAST_OUTLINE;
    (isLeaf ? this.leaves : isSpeck ? this.specks : this.cards).rect(box.x, box.y, box.width, box.height);
    if (!isSpeck) this.outlines.rect(box.x, box.y, box.width, box.height);
    const { badge } = placed;
    if (badge && badge.height * k > 0.8) {
      this.badges.rect(badge.x + copy.x, badge.y + copy.y, badge.width, badge.height);
    }
    this.noteKey(item, copy, box);
    if (box.height * k < LEAST_TEXT) return;
    const middle = box.y + box.height / 2;
    const label = shownLabel(item.node.label);
    if (label !== '') {
      const colour = isLeaf ? theme.background : theme.text;
      const y = item.kind === 'reference' ? middle : box.y + METRICS.labelRow / 2;
      words.add(label, box.x + METRICS.padX, y, METRICS.labelFont, colour, 'left');
    }
    if (badge) {
      const x = badge.x + copy.x + badge.width / 2;
      words.add(badgeWords(item.node), x, middle, METRICS.badgeFont, theme['badge-text'], 'center');
    }
  }

  private open(
    item: (GroupItem | RepeatItem) & { template: number },
    placed: PlacedItem,
    box: Box,
    copy: Copy,
    depth: number,
  ): void {
    const { k, scene, window } = this;
    const hue = hueOf(item.name);
    this.noteKey(item, copy, box);
    if (box.height * k < LEAST_PARTS || box.width * k < LEAST_PARTS) {
      this.dust[hue].rect(box.x, box.y, box.width, box.height);
      this.layer.noteWithin(rangeOf(item, copy), box);
      this.layer.noteUses(rangeOf(item, copy), box);
      return;
    }
    this.frame(box, depth, hue);
    this.headWords(item, box);
    const cells = placed.cells!;
    const inner = scene.templates[item.template];
    const near = moved(window, -copy.x, -copy.y);
    const isGrid = isInRows(item);
    const isDust = isGrid && (inner.width * k < LEAST_PARTS || inner.height * k < LEAST_PARTS);
    const isTitled = isGrid && inner.width * k >= LEAST_TITLED.width && inner.height * k >= LEAST_TITLED.height;
    const band = isGrid && !isTitled ? bandOf(cells, k) : 1;
    const dustOf = (index: number): Rects => (Math.floor(index / band) % 2 === 0 ? this.dust : this.paleDust)[hue];
    if (isDust && Math.min(cells.dx, cells.dy) * k < 2) {
      // Copies that are closer than two pixels are one surface.
      for (let from = 0; from < cells.count; from += band) {
        this.bandName(item, from, copyIn(item, cells, from, copy));
        for (const part of surfaceOf(cells, from, Math.min(cells.count, from + band))) {
          dustOf(from).rect(part.x + copy.x, part.y + copy.y, part.width, part.height);
        }
      }
      this.layer.noteWithin(rangeOf(item, copy), box);
      this.layer.noteUses(rangeOf(item, copy), box);
      return;
    }
    for (const index of cellsIn(cells, near, inner)) {
      const next = copyIn(item, cells, index, copy);
      if (isGrid) {
        const cell = { x: next.x, y: next.y, width: inner.width, height: inner.height };
        if (band > 1 && index % band === 0) this.bandName(item, index, next);
        if (isDust) {
          dustOf(index).rect(cell.x, cell.y, cell.width, cell.height);
          this.layer.noteWithin([next.node, item.span], cell);
          this.layer.noteUses([next.node, item.span], cell);
        } else {
          this.frame(cell, depth + 1, hue);
          if (isTitled) this.title(nameOfCell(item, index) ?? formatCount(index + 1), cell);
        }
      }
      if (!isDust) this.visit(next, depth + 1);
    }
  }

  private noteKey(item: Item, copy: Copy, box: Box): void {
    if (this.layer.hasKeys) this.layer.noteKey(keyOf(item, copy), box);
  }

  /** At the first copy of a band its name, or its number; of the first band there is the name of the stack. */
  private bandName(item: RepeatItem, index: number, at: Point): void {
    if (index > 0 && overlaps({ ...at, width: 1, height: 1 }, this.window)) {
      this.words.sign(nameOfCell(item, index) ?? formatCount(index + 1), at);
    }
  }

  /** In a pale hue of its name, so that the layers of a network are told apart from afar. */
  private frame({ x, y, width, height }: Box, depth: number, hue: number): void {
    const { context, theme } = this;
    context.globalAlpha = depth === 0 ? 0.06 : 0.1;
    context.fillStyle = theme[HUES[hue]];
    context.fillRect(x, y, width, height);
    context.globalAlpha = 1;
    this.outlines.rect(x, y, width, height);
  }

  private headWords(item: Item & { kind: 'group' | 'repeat' }, box: Box): void {
    this.title(item.name, box, `  ${foldWords(item)}`);
  }

  /** A box's name in its head, with what else is said there; where heads are too small, the name alone in its own size. */
  private title(name: string, box: Box, more = ''): void {
    const { k, theme, words } = this;
    if (name === '') return;
    if (METRICS.groupHead * k < LEAST_HEAD) {
      words.name(name, box);
      return;
    }
    const chars = Math.floor((box.width - 30) / (METRICS.nameFont * METRICS.charRatio));
    const text = name.length + more.length > chars ? shortName(name, chars) : name + more;
    words.add(text, box.x + 10, box.y + METRICS.groupHead / 2, METRICS.nameFont, theme.text, 'left');
  }
}

function rangeOf(item: Item & { kind: 'group' | 'repeat' }, copy: Copy): Range {
  if (item.kind === 'group') return [copy.node + item.at, item.span];
  return [copy.node + item.at[0], item.at[item.at.length - 1] - item.at[0] + item.span];
}
