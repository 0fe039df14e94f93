/** Shapes as SVG elements on the page. Their texts are for the eye: what a screen reader says is the label of the group. */

import { nothing, svg, type TemplateResult } from 'lit-html';
import type { Group, Shape } from '../graph/shapes';

/** The contents of a group; the group's own element is the caller's. */
export function contents({ shapes, title }: Group): TemplateResult {
  return svg`${title === '' ? nothing : svg`<title aria-hidden="true">${title}</title>`}${shapes.map(element)}`;
}

function element(shape: Shape): TemplateResult {
  switch (shape.shape) {
    case 'path':
      return svg`<path class=${shape.role} d=${shape.d}></path>`;
    case 'rect':
      return svg`<rect class=${shape.role} x=${shape.x} y=${shape.y} width=${shape.width} height=${shape.height} rx=${shape.radius}></rect>`;
    case 'text':
      return svg`<text aria-hidden="true" class=${shape.role} x=${shape.x} y=${shape.y} text-anchor=${shape.anchor}
        textLength=${shape.squeeze ?? nothing} lengthAdjust=${shape.squeeze === null ? nothing : 'spacingAndGlyphs'}>${shape.text}</text>`;
  }
}
