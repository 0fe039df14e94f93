/** The whole panel: one line a view. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { details } from './details';
import { empty } from './empty';
import { failure } from './failure';
import { graph } from './graph';
import { loss } from './loss';
import { minimap } from './minimap';
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
      <div class="canvas">${graph(props)} ${minimap(props)} ${search(props)} ${status(props)} ${empty(props)}</div>
      ${stepper(props)}
      ${loss(props)} ${plots(props)}
    </main>
    ${picture ? html`<aside class="details">${stepCard(props)} ${details(props)}</aside>` : nothing}
    <div class="live" aria-live="polite">${picture?.numbers?.step?.sentence ?? ''}</div>
  </div>`;
}
