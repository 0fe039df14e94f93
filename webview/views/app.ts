/** The whole panel: one line a view. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { details } from './details';
import { empty } from './empty';
import { failure } from './failure';
import { graph } from './graph';
import { help } from './help';
import { loss } from './loss';
import { plots } from './plots';
import { search } from './search';
import { status } from './status';
import { stepCard } from './step-card';
import { stepper } from './stepper';
import { toolbar } from './toolbar';
import type { ViewProps } from './view';

export function app(props: ViewProps): TemplateResult {
  const { picture } = props.state;
  return html`<div class="panel">
    ${toolbar(props)}
    <main class="stage">
      ${failure(props)}
      <div class="canvas">${graph(props)} ${search(props)} ${status(props)} ${empty(props)}</div>
      ${stepper(props)}
      ${loss(props)} ${plots(props)}
    </main>
    ${picture ? html`<aside class="details" tabindex="0" aria-label="Details">${stepCard(props)} ${details(props)}</aside>` : nothing}
    <div class="live" aria-live="polite">${props.state.said}</div>
    ${help(props)}
  </div>`;
}
