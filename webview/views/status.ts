/** What lies over the picture: a run's progress, its error, why the picture is old, and what it leaves out. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { formatCount } from '../../src/recording/format';
import type { State } from '../store';
import { icon, iconButton, type ViewProps } from './view';

export function status(props: ViewProps): TemplateResult {
  return html`<div class="overlay top">${error(props)}</div>
    <div class="overlay bottom">${stale(props.state)} ${omitted(props)} ${note(props.state)} ${progress(props)}</div>`;
}

function progress({ state, act }: ViewProps): TemplateResult | typeof nothing {
  if (state.status.state !== 'running' || !state.slow) return nothing;
  const { nodes, passes, ms } = state.status;
  const counts = [`${formatCount(nodes)} values`, `${formatCount(passes)} ${passes === 1 ? 'pass' : 'passes'}`];
  return html`<div class="progress-bar" role="progressbar" aria-label="Running"></div>
    <div class="progress">
      <span>Running: ${counts.join(', ')}, ${(ms / 1000).toFixed(1)} s</span>
      <button type="button" class="button secondary cancel" @click=${() => act.post({ type: 'cancel' })}>Cancel</button>
    </div>`;
}

function error({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const failure = state.status.error;
  if (!failure) return nothing;
  return html`<div class="error" role="alert">
    ${icon('error')}
    <div>
      <p class="message">${failure.message}</p>
      ${failure.hint === '' ? nothing : html`<p class="error-hint">${failure.hint}</p>`}
      <div class="error-actions">
        ${
          failure.place === ''
            ? nothing
            : html`<button type="button" class="link place" @click=${() => act.post({ type: 'showError' })}>${failure.place}</button>`
        }
        ${partial({ state, act })}
      </div>
    </div>
  </div>`;
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

function stale({ status: { stale: why } }: State): TemplateResult | typeof nothing {
  return why === null ? nothing : html`<span class="chip stale" role="status">${icon('history')} Stale: ${why}</span>`;
}

function omitted({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const graph = state.picture?.graph;
  if (!graph || graph.total <= graph.nodes.length) return nothing;
  return html`<span class="chip">${icon('eye')} Showing ${formatCount(graph.nodes.length)} of ${formatCount(graph.total)} values
    ${iconButton('home', 'Back to the root', () => act.focusPart(null))}</span>`;
}

function note({ picture }: State): TemplateResult | typeof nothing {
  const why = picture?.placed.note;
  return why ? html`<span class="chip">${icon('info')} ${why}</span>` : nothing;
}
