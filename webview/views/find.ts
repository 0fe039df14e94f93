/** The search: a field, and under it what was found, what is wrong with the query, or examples. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ref } from 'lit-html/directives/ref.js';
import type { Found, FoundRow, QueryError } from '../../src/protocol/find';
import { formatCount } from '../../src/recording/format';
import { GRAD_SHORT } from '../terms';
import { icon, iconButton } from './view';

export interface FindActions {
  search(text: string): void;
  /** Goes to a result, by its index among all of them. */
  show(index: number): void;
  close(): void;
}

export interface FindProps {
  text: string;
  /** The answer to this or an earlier text; null: none yet. */
  found: Found | null;
  /** Index of the result that is on show; -1: none. */
  at: number;
  act: FindActions;
}

const EXAMPLES: readonly [string, string][] = [
  ['op:tanh dead', 'saturated tanh units'],
  ['|grad| > 1', 'large gradients; also data <= 0'],
  ['nan or inf', 'numbers that are none'],
  ['label:w parameter', 'parameters by name'],
  ['shape:32x*', 'tensors of a shape'],
  ['line:12', 'made on a line; also neuron.ts:12'],
  ['leaf -constant', 'a minus says not'],
];

export function find(props: FindProps): TemplateResult {
  const { text, found, act } = props;
  const isCurrent = found?.query === text;
  const error = isCurrent ? found.error : null;
  const rows = error === null && text.trim() !== '' ? (found?.rows ?? []) : [];
  return html`<search class="find">
    <div class="field ${error === null ? '' : 'is-wrong'}">
      ${icon('search')}
      <input id="find" type="text" role="combobox" aria-label="Find values" aria-expanded=${rows.length > 0} aria-controls="found"
        aria-autocomplete="list" aria-invalid=${error !== null} aria-describedby="find-state"
        aria-activedescendant=${rows[props.at] === undefined ? nothing : `found-${props.at}`}
        placeholder="Find: w1, op:tanh, |grad| > 1" autocomplete="off" spellcheck="false" .value=${live(text)}
        @input=${(event: Event) => act.search((event.target as HTMLInputElement).value)}
        @keydown=${(event: KeyboardEvent) => onKey(event, props)}>
      <span class="count">${isCurrent ? countText(props) : ''}</span>
      ${step('arrow-up', 'Previous result (Shift+Enter)', props, -1)}
      ${step('arrow-down', 'Next result (Enter)', props, 1)}
      ${iconButton('close', 'Close the search (Escape)', () => act.close())}
    </div>
    <div id="find-state" class="state" role="status">${error === null ? spokenState(props) : wrong(text, error)}</div>
    ${text.trim() === '' ? examples(act) : nothing}
    <div id="found" class="found" role="listbox" aria-label="Results" ?hidden=${rows.length === 0} aria-busy=${!isCurrent}>
      ${rows.map((row, i) => result(row, i, props))}
    </div>
    ${isCurrent && found.total > rows.length && rows.length > 0 ? html`<p class="hint">The first ${formatCount(rows.length)} are listed; Enter goes on through all.</p>` : nothing}
  </search>`;
}

function countText({ text, found, at }: FindProps): string {
  if (found === null || found.error !== null || text.trim() === '') return '';
  if (found.total === 0) return 'none';
  return at < 0 ? formatCount(found.total) : `${formatCount(at + 1)} of ${formatCount(found.total)}`;
}

/** Seen in the count, and told to a screen reader in words. */
function spokenState({ text, found, at }: FindProps): TemplateResult | typeof nothing {
  if (found === null || found.query !== text || text.trim() === '' || at >= 0) return nothing;
  const words = found.total === 1 ? '1 value found' : `${formatCount(found.total)} values found`;
  return html`<span class="spoken">${found.total === 0 ? 'No value found' : words}</span>`;
}

function step(name: string, label: string, props: FindProps, by: number): TemplateResult {
  return iconButton(name, label, () => move(props, by), { disabled: reachable(props) === 0 });
}

/** Number of results that one can go to. */
function reachable({ text, found }: FindProps): number {
  return found?.query === text ? found.ids.length : 0;
}

/** To the next or the previous result, and around. */
function move(props: FindProps, by: number): void {
  const count = reachable(props);
  if (count === 0) return;
  const from = props.at < 0 && by < 0 ? 0 : props.at;
  props.act.show((from + by + count) % count);
}

function onKey(event: KeyboardEvent, props: FindProps): void {
  if (event.isComposing) return;
  if (event.key === 'Escape') props.act.close();
  else if (event.key === 'Enter') move(props, event.shiftKey ? -1 : 1);
  else if (event.key === 'ArrowDown') move(props, 1);
  else if (event.key === 'ArrowUp') move(props, -1);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** What is wrong, and where. */
function wrong(text: string, { message, start, end }: QueryError): TemplateResult {
  const part = text.slice(start, end);
  return html`<p class="wrong">${icon('error')}<span>${message}</span></p>
    <pre class="query" aria-hidden="true">${text.slice(0, start)}<mark>${part === '' ? ' ' : part}</mark>${text.slice(end)}</pre>`;
}

function examples(act: FindActions): TemplateResult {
  return html`<ul class="examples" aria-label="Examples">${EXAMPLES.map(
    ([text, words]) =>
      html`<li><button type="button" @click=${() => act.search(text)}><code>${text}</code> <span>${words}</span></button></li>`,
  )}</ul>`;
}

function result(row: FoundRow, i: number, { at, act }: FindProps): TemplateResult {
  const isAt = i === at;
  return html`<button type="button" role="option" id="found-${i}" tabindex="-1" aria-selected=${isAt} title=${[row.place, row.where, row.scope.join(' › ')].filter(text => text !== '').join('\n')}
    @click=${() => act.show(i)} ${isAt ? ref(reveal) : nothing}>
    <span class="name">${row.name}</span>
    <span class="number">${row.data}</span>
    <span class="number grad">${row.grad === '' ? GRAD_SHORT[row.state] : row.grad}</span>
    <span class="place">${row.symbol === '' ? nothing : html`<span class="op">${row.symbol}</span> `}${[row.place, row.where].filter(text => text !== '').join(' · ')}</span>
  </button>`;
}

function reveal(element: Element | undefined): void {
  element?.scrollIntoView({ block: 'nearest' });
}
