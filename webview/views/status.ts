/** What lies over the picture's foot: a run's progress, why the picture is old, what it leaves out, and the small map. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { formatCount } from '../../src/recording/format';
import { needsLayout } from '../state/pictures';
import type { State } from '../state/state';
import { minimap } from './minimap';
import { button, icon, iconButton, progressBar, type ViewProps } from './view';

export function status(props: ViewProps): TemplateResult {
  const isInFoot = props.state.mapCorner === 'bottom-left';
  return html`${isSlow(props.state) ? progressBar('Running') : nothing}
    <div class="overlay bottom">
      ${stale(props.state)} ${folded(props)} ${notFinite(props)} ${note(props.state)} ${layingOut(props.state)} ${progress(props)} ${isInFoot ? minimap(props) : nothing}
    </div>
    ${isInFoot ? nothing : minimap(props)}`;
}

function isSlow({ status, slow }: State): boolean {
  return status.state === 'running' && slow;
}

function progress({ state, act }: ViewProps): TemplateResult | typeof nothing {
  if (!isSlow(state)) return nothing;
  const { nodes, passes, ms } = state.status;
  const counts = [`${formatCount(nodes)} values`, `${formatCount(passes)} ${passes === 1 ? 'pass' : 'passes'}`];
  return html`<div class="progress">
      <span>Running: ${counts.join(', ')}, ${(ms / 1000).toFixed(1)} s</span>
      ${button('Cancel', () => act.post({ type: 'cancel' }), { secondary: true, role: 'cancel' })}
    </div>`;
}

function stale({ status: { stale: why } }: State): TemplateResult | typeof nothing {
  return why === null ? nothing : html`<span class="chip stale">${icon('history')} ${why}</span>`;
}

/** How many of the values are drawn one by one, and how to see all of them or few. */
function folded({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const graph = state.picture?.graph;
  if (!graph || (graph.drawn >= graph.total && graph.templates.length === 1)) return nothing;
  return html`<span class="chip folds">${formatCount(graph.total)} values${
    graph.drawn < graph.total && graph.drawn > 0 ? html`, ${formatCount(graph.drawn)} drawn` : nothing
  }
    ${iconButton('expand-all', 'Open everything (E)', () => act.foldAll(true))}
    ${iconButton('collapse-all', 'Close to an overview (C)', () => act.foldAll(false))}</span>`;
}

/** How many values have a number that is NaN or infinite, and where that began. */
function notFinite({ state: { notFinite: found, picture }, act }: ViewProps): TemplateResult | typeof nothing {
  if (!picture || found.ids.length === 0) return nothing;
  const words = `${formatCount(found.ids.length)} not finite`;
  return html`<button type="button" class="chip not-finite" title="Go to the value that it began with" aria-label="${words}: go to the first"
    @click=${act.showFirstNotFinite}>${icon('warning')} ${words}</button>`;
}

function note({ picture }: State): TemplateResult | typeof nothing {
  const why = picture?.scene.note;
  return why ? html`<span class="chip">${icon('info')} ${why}</span>` : nothing;
}

/** Appears only if it takes long enough to wonder: the style sheet holds it back. */
function layingOut(state: State): TemplateResult | typeof nothing {
  if (!state.graph || !needsLayout(state)) return nothing;
  return html`<span class="chip laying-out">Laying out ${formatCount(state.graph.drawn)} values…</span>`;
}
