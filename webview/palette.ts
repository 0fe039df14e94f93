/** The page's colours and fonts as a canvas wants them, read anew when the editor's theme changes. */

import type { CanvasFonts } from './graph/canvas';
import { COLOURS, type Theme } from './graph/paint';

export class Palette {
  private known: { theme: Theme; fonts: CanvasFonts } | null = null;
  /** Counts themes: what was painted with another number is out of date. */
  version = 0;

  /** `onChange` is called when everything must be painted again. */
  constructor(
    private readonly element: HTMLElement,
    onChange: () => void,
  ) {
    const forget = (): void => {
      this.known = null;
      this.version++;
      onChange();
    };
    // A change of the editor's theme changes the body's classes and the root's variables.
    const observer = new MutationObserver(forget);
    observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
    observer.observe(document.documentElement, { attributes: true });
    matchMedia('(forced-colors: active)').addEventListener('change', forget);
  }

  get theme(): Theme {
    return this.read().theme;
  }

  get fonts(): CanvasFonts {
    return this.read().fonts;
  }

  private read(): { theme: Theme; fonts: CanvasFonts } {
    if (this.known) return this.known;
    // Variables hold expressions: only a property that is computed gives a colour that a canvas knows.
    const probe = document.createElement('span');
    this.element.append(probe);
    const colour = (name: string): string => {
      probe.style.color = `var(--tl-${name})`;
      return getComputedStyle(probe).color;
    };
    const theme = Object.fromEntries(COLOURS.map(name => [name, colour(name)])) as Theme;
    const style = getComputedStyle(probe);
    const fonts = { mono: style.getPropertyValue('--tl-mono'), sans: style.getPropertyValue('--tl-sans') };
    probe.remove();
    this.known = { theme, fonts };
    return this.known;
  }
}
