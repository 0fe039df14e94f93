/** The picture from afar: a canvas in place of elements, in the colours of the page. */

import { type CanvasFonts, paintScene } from './graph/canvas';
import { locate } from './graph/locate';
import { COLOURS, type Theme } from './graph/paint';
import { isFar, type State } from './store';

export class FarView {
  private theme: Theme | null = null;
  private fonts: CanvasFonts = { mono: 'monospace', sans: 'sans-serif' };
  private painted: readonly unknown[] = [];

  constructor() {
    // A change of the editor's theme changes the body's classes and the root's variables.
    const observer = new MutationObserver(() => {
      this.theme = null;
      this.painted = [];
    });
    observer.observe(document.body, { attributes: true });
    observer.observe(document.documentElement, { attributes: true });
  }

  /** Paints if there is too much in view for elements, and anything of it has changed. */
  paint(canvas: HTMLCanvasElement, state: State): void {
    const { picture, transform, size, lit, selected } = state;
    if (!picture || !isFar(state)) {
      this.painted = [];
      return;
    }
    const ratio = window.devicePixelRatio;
    const step = picture.numbers?.step?.node ?? null;
    const shown = [picture.scene, transform, size, lit, selected, step, ratio];
    if (shown.every((value, i) => value === this.painted[i])) return;
    this.painted = shown;
    resize(canvas, Math.round(size.width * ratio), Math.round(size.height * ratio));
    const context = canvas.getContext('2d');
    if (!context) return;
    const key = (node: number | null): string | null =>
      node === null ? null : (locate(picture.scene, node)?.key ?? null);
    paintScene(context, picture.scene, transform, size, ratio, this.colours(canvas), this.fonts, {
      selected: key(selected),
      stepped: key(step),
      lit: new Set(lit.slice(0, MOST_LIT).flatMap(node => key(node) ?? [])),
      found: () => false,
    });
  }

  private colours(canvas: HTMLCanvasElement): Theme {
    if (this.theme) return this.theme;
    const style = getComputedStyle(canvas);
    // Variables hold expressions: only a property that is computed gives a colour that a canvas knows.
    const probe = document.createElement('span');
    canvas.parentElement?.append(probe);
    const colour = (name: string): string => {
      probe.style.color = `var(--tl-${name})`;
      return getComputedStyle(probe).color;
    };
    this.theme = Object.fromEntries(COLOURS.map(name => [name, colour(name)])) as Theme;
    probe.remove();
    this.fonts = { mono: style.getPropertyValue('--tl-mono'), sans: style.getPropertyValue('--tl-sans') };
    return this.theme;
  }
}

const MOST_LIT = 2000;

/** Setting a size clears a canvas, even if it is the same. */
function resize(canvas: HTMLCanvasElement, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
