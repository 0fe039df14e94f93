/** The chain rule in full: what each use of a value adds to its grad, and how that comes to the grad on show. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { ChainRow, ChainSum } from '../../src/protocol/detail';
import { formatCount } from '../../src/recording/format';

export interface ChainActions {
  select(node: number): void;
  /** Shows a step of a pass. */
  toStep(pass: number, step: number): void;
}

export function chain(name: string, sum: ChainSum, act: ChainActions): TemplateResult {
  const { rows, more, pending, start, note, total } = sum;
  const isEmpty = rows.length === 0 && start === null && pending === 0;
  // Of a single contribution the running sum is the grad.
  const hasSums = rows.length > 1 || start !== null;
  return html`${
    isEmpty
      ? nothing
      : html`<table class="chain">
      <thead><tr>
        <th scope="col" class="use">used by</th>
        <th scope="col" class="number">adds</th>
        ${hasSums ? html`<th scope="col" class="number">sum</th>` : nothing}
      </tr></thead>
      <tbody>
        ${start === null ? nothing : started(name, start)}
        ${rows.map(row => contribution(row, sum.pass, hasSums, act))}
        ${more === null ? nothing : html`<tr class="more"><th scope="row" class="use">${formatCount(more.count)} more</th><td class="number">${signed(more.sum)}</td><td></td></tr>`}
      </tbody>
      <tfoot><tr><th scope="row" class="use">grad${pending > 0 ? ' so far' : ''}</th>${hasSums ? html`<td></td>` : nothing}<td class="number total">${total === '' ? '–' : together(total)}</td></tr></tfoot>
    </table>`
  }
    ${pending > 0 ? html`<p class="hint">${pending === 1 ? '1 contribution is' : `${formatCount(pending)} contributions are`} yet to come.</p>` : nothing}
    ${note === '' ? nothing : html`<p class="hint">${note}</p>`}`;
}

function started(name: string, { what, value }: NonNullable<ChainSum['start']>): TemplateResult {
  const words = what === 'root' ? `∂${name}/∂${name}, where the pass begins` : 'grad before this pass';
  return html`<tr><th scope="row" class="use start">${words}</th><td></td><td class="number">${together(value)}</td></tr>`;
}

function contribution(row: ChainRow, pass: number, hasSums: boolean, act: ChainActions): TemplateResult {
  return html`<tr>
    <th scope="row" class="use">
      <button type="button" class="link" @click=${() => act.select(row.consumer)}>${row.name}</button>
      ${row.symbol === '' ? nothing : html`<span class="op">${row.symbol}</span>`}
      <button type="button" class="product" title="Go to step ${row.step} of the pass" @click=${() => act.toStep(pass, row.step)}>${product(row)}</button>
    </th>
    <td class="number adds">${row.contribution === '' ? 'not kept' : signed(row.contribution)}</td>
    ${hasSums ? html`<td class="number">${together(row.sum)}</td>` : nothing}
  </tr>`;
}

/** Upstream × local derivative; of a tensor the rule, in which g is the upstream gradient. */
function product({ upstream, local, formula }: ChainRow): TemplateResult {
  if (local === '') {
    if (formula === '') return html`upstream ${upstream}`;
    return html`<span class="rule">${formula}</span><span class="rule">g = ${together(upstream)}</span>`;
  }
  const where = isNumber(formula, local) ? nothing : html`<span class="formula">(${formula})</span>`;
  return html`${upstream} × ${local} ${where}`;
}

/** The formula says no more than its number does. */
function isNumber(formula: string, local: string): boolean {
  return formula === '' || formula.replace(/^\((.*)\)$/, '$1').replace('−', '-') === local;
}

/** A sum is told by its signs. */
function signed(text: string): string {
  return together(text === '' || /^[-−N]/.test(text) ? text : `+${text}`);
}

/** `0.01 ± 1` breaks before its sign, if it must. */
function together(text: string): string {
  return text.replace('± ', '±\u00a0');
}
