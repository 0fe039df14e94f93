/** The error that ended a run: what happened, what to do, and where. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { formatCount } from '../../src/recording/format';
import { icon, type ViewProps } from './view';

/** Stands above the picture, which it must not cover: what was made before the error is worth a look. It is spoken as all else is: politely. */
export function failure({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const { error } = state.status;
  if (!error) return nothing;
  return html`<section class="error" aria-label="Error">
    ${icon('error')}
    <div>
      <p class="message">${error.message}</p>
      ${error.hint === '' ? nothing : html`<p class="error-hint">${error.hint}</p>`}
      <div class="error-actions">
        ${
          error.place === ''
            ? nothing
            : html`<button type="button" class="link place" @click=${() => act.post({ type: 'showError' })}>${error.place}</button>`
        }
        ${partial({ state, act })}
      </div>
    </div>
  </section>`;
}

/** What a failed run made before it failed can be looked at, and left again. */
function partial({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const made = state.status.partial;
  if (!made) return nothing;
  const count = `${formatCount(made.nodes)} ${made.nodes === 1 ? 'value' : 'values'}`;
  return html`<button type="button" class="link partial"
    @click=${() => act.post({ type: 'showPartial', partial: !made.shown })}>
    ${made.shown ? 'Show the last good picture' : `Show the ${count} made before the error`}</button>`;
}
