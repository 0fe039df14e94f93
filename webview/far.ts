/** The picture from afar, and the small map of it: canvases in place of elements. */

import { paintScene } from './graph/canvas';
import { countWithin } from './graph/found';
import type { CanvasMarks } from './graph/markLayer';
import { hasUse } from './graph/uses';
import type { Size, Transform } from './graph/viewport';
import { mapSize, mapTransform } from './map';
import { markedIn, standingOut, standingUses } from './marked';
import type { Palette } from './palette';
import { isFar } from './state/seeing';
import type { State } from './state/state';

/** A canvas that shows a scene; painted again only if something of it has changed. */
class Surface {
  private painted: readonly unknown[] = [];

  constructor(private readonly palette: Palette) {}

  forget(): void {
    this.painted = [];
  }

  paint(canvas: HTMLCanvasElement, state: State, transform: Transform, size: Size): void {
    const { picture, lit, selected, notFinite } = state;
    if (!picture) return;
    const ratio = window.devicePixelRatio;
    const step = picture.numbers?.step?.node ?? null;
    const { version } = this.palette;
    const standing = standingOut(state);
    const { width, height } = size;
    // The map's canvas comes and goes: another one is blank.
    const view = [canvas, transform.toString(), width, height, ratio, version];
    const shown = [picture.scene, ...view, lit, selected, step, standing, notFinite];
    if (shown.every((value, i) => value === this.painted[i])) return;
    this.painted = shown;
    resize(canvas, Math.round(size.width * ratio), Math.round(size.height * ratio));
    const context = canvas.getContext('2d');
    if (!context) return;
    const { theme, fonts } = this.palette;
    paintScene(context, picture.scene, transform, size, ratio, theme, fonts, marksOf(state));
  }
}

export class FarView {
  private readonly surface: Surface;

  constructor(palette: Palette) {
    this.surface = new Surface(palette);
  }

  /** Paints if there is too much in view for elements. */
  paint(canvas: HTMLCanvasElement, state: State): void {
    if (isFar(state)) this.surface.paint(canvas, state, state.transform, state.size);
    else this.surface.forget();
  }
}

/** The whole picture in a corner. */
export class MapView {
  private readonly surface: Surface;

  constructor(palette: Palette) {
    this.surface = new Surface(palette);
  }

  paint(canvas: HTMLCanvasElement, state: State): void {
    const { picture } = state;
    if (!picture) return;
    const size = mapSize(state.size);
    this.surface.paint(canvas, state, mapTransform(picture.scene, size), size);
  }
}

function marksOf(state: State): CanvasMarks {
  const uses = standingUses(state);
  return {
    ...markedIn(state),
    found: within(standingOut(state)),
    foundUse: (user, input) => uses !== null && hasUse(uses, user, input),
    foundUses: within(uses?.users ?? null),
    notFinite: within(state.notFinite.ids),
  };
}

function within(ids: Uint32Array | null): (node: number, span: number) => boolean {
  if (ids === null || ids.length === 0) return () => false;
  return (node, span) => countWithin(ids, node, node + span) > 0;
}

/** Setting a size clears a canvas, even if it is the same. */
function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
