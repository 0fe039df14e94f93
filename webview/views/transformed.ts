/** Sets an element's transform as a style, which can glide; a webview's policy forbids style attributes, not styles. */

import { noChange } from 'lit-html';
import { Directive, directive, type ElementPart } from 'lit-html/directive.js';

class Transformed extends Directive {
  private last = '';

  override render(_transform: string): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [transform]: [string]): typeof noChange {
    if (transform !== this.last && (element instanceof SVGElement || element instanceof HTMLElement)) {
      element.style.transform = transform;
    }
    this.last = transform;
    return noChange;
  }
}

/** In an element's own tag. */
export const transformed = directive(Transformed);

/** Moved by so many pixels. */
export const at = ({ x, y }: { x: number; y: number }) => transformed(`translate(${x}px,${y}px)`);
