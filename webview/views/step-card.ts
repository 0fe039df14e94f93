/** One step of the backward pass in full: upstream gradient × local derivative = contribution, added to the input's grad. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Contribution, Step } from '../../src/protocol/panel';
import { endsWords } from '../terms';
import type { ViewProps } from './view';

export function stepCard({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const values = state.picture?.numbers;
  if (!values || values.cursor.pass < 0) return nothing;
  if (!values.step) {
    return html`<section class="step-card" aria-label="Step"><p class="sentence">${endsWords(values)}</p></section>`;
  }
  const { node, sentence, place } = values.step;
  return html`<section class="step-card" aria-label="Step">
    <p class="sentence">${sentence}
      ${place === '' ? nothing : html`<button type="button" class="link place" title="Show in the editor" @click=${() => act.select(node)}>${place}</button>`}</p>
    ${values.step.tensor ? tensorShares(values.step) : table(values.step)}
  </section>`;
}

function table(step: Step): TemplateResult {
  return html`<div class="scroll-x" tabindex="0" role="group" aria-label="Contributions"><table class="contributions">
    <thead>
      <tr>
        <th scope="col">input</th>
        <th scope="col" title="How fast the node changes with this input alone">local derivative</th>
        <th scope="col" class="times" title="The gradient that arrived at the node">×&nbsp;upstream</th>
        <th scope="col" class="equals">=&nbsp;contribution</th>
        <th scope="col">its grad</th>
      </tr>
    </thead>
    <tbody>${step.contributions.map(contribution => row(step, contribution))}</tbody>
  </table></div>`;
}

/** The same where a rule gives the contribution from the upstream gradient g as a whole. */
function tensorShares(step: Step): TemplateResult {
  return html`<ul class="shares">${step.contributions.map(tensorShare)}</ul>`;
}

function tensorShare(c: Contribution): TemplateResult {
  const name = html`<div><strong>${c.label || 'unnamed'}</strong> <span class="input-data">${c.data}</span></div>`;
  if (c.constant)
    return html`<li class="of-constant">${name}<p class="hint">requires no gradient: nothing is passed on</p></li>`;
  return html`<li>${name}
    <dl>
      ${entry('gets', html`<span class="formula">${c.formula}</span>`)}
      ${entry('=', html`<span class="contribution">${c.contribution === '' ? 'not kept' : c.contribution}</span>`)}
      ${entry('its grad', html`${c.before === '' ? nothing : html`<span class="before">${c.before}</span> <span aria-label="becomes">→</span>`} <span class="after">${c.after}</span>`)}
    </dl></li>`;
}

function entry(name: string, content: TemplateResult): TemplateResult {
  return html`<div><dt>${name}</dt><dd>${content}</dd></div>`;
}

function row(step: Step, c: Contribution): TemplateResult {
  const name = c.constant ? 'constant' : c.label || 'unnamed';
  if (c.constant) {
    return html`<tr class="of-constant">
      <th scope="row">${name} <span class="input-data">${c.data}</span></th>
      <td colspan="4">a constant: nothing is passed on</td>
    </tr>`;
  }
  return html`<tr>
    <th scope="row">${name} <span class="input-data">${c.data}</span></th>
    <td>${c.formula === '' || c.formula === c.local ? nothing : html`<span class="formula">${c.formula} =</span>`} ${c.local}</td>
    <td class="times">${step.upstream}</td>
    <td class="equals">${c.contribution}</td>
    <td class="sum"><span class="before">${c.before}</span> <span aria-label="becomes">→</span> <span class="after">${c.after}</span></td>
  </tr>`;
}
