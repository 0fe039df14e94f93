/** What lies over the top of the picture: the search, and what was asked about a value. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { State } from '../state/state';
import { find } from './find';
import { related } from './related';
import { icon, type ViewProps } from './view';

export function search({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const { search: open, picture } = state;
  if (!picture) return nothing;
  return html`<div class="inquiry">
    ${
      open === null
        ? nothing
        : find({
            ...open,
            act: { search: act.search, show: act.showResult, close: act.closeSearch },
          })
    }
    ${related({ related: state.related, awaiting: awaiting(state), act: { show: act.show, close: act.unrelate } })}
    ${
      state.related === null || state.related.ids.length === 0
        ? nothing
        : html`<button type="button" class="action isolate" aria-pressed=${state.isolated}
            @click=${() => act.isolate(!state.isolated)}>${icon(state.isolated ? 'layers-active' : 'layers')}
            ${state.isolated ? 'Draw everything again' : 'Draw only these'}</button>`
    }
  </div>`;
}

/** The name of the value that a path begins at. */
function awaiting({ pathFrom, detail }: State): string | null {
  if (pathFrom === null) return null;
  return detail?.node === pathFrom ? detail.name : 'the value chosen';
}
