/** How to read the picture: the three looks of a grad, drawn as in the cards, and of an edge what is not plain. */

import { html, nothing, type TemplateResult } from 'lit-html';

/** @param hasHidden - There are edges of copies that are not on show. */
export function legend(hasHidden: boolean): TemplateResult {
  return html`<section class="legend" aria-label="How to read the picture">
    <ul>
      <li><span class="swatch unreached"></span>grad not computed yet</li>
      <li><span class="swatch reached"></span>grad so far: more may be added</li>
      <li><span class="swatch final"></span>grad final</li>
      ${hasHidden ? html`<li><span class="swatch hidden-edge"></span>edge of a stack’s other copies</li>` : nothing}
    </ul>
    <p class="hint">Select a value for its details. <kbd>←</kbd> <kbd>→</kbd> step, <kbd>Space</kbd> play, <kbd>+</kbd> <kbd>−</kbd> zoom, <kbd>F</kbd> fit, <kbd>Tab</kbd> into the graph to walk it with the arrows.</p>
  </section>`;
}
