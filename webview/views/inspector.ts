import { html, nothing, type TemplateResult } from 'lit-html';
import type { ViewProps } from './view';
export function inspector({ state }: ViewProps): TemplateResult | typeof nothing {
  return state.picture && state.selected === null ? legend() : nothing;
}
function legend(): TemplateResult {
  return html`<section class="legend" aria-label="How to read the picture">
    <ul>
      <li><span class="swatch unreached"></span>grad not computed yet</li>
      <li><span class="swatch reached"></span>grad so far: more may be added</li>
      <li><span class="swatch final"></span>grad final</li>
    </ul>
  </section>`;
}
