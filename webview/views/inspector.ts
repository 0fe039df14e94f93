/** Everything about the selected value. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Neighbour, Neighbours, NodeDetail, TableWindow } from '../../src/protocol/detail';
import type { Relation } from '../../src/protocol/find';
import type { Cursor } from '../../src/protocol/panel';
import { formatCount } from '../../src/recording/format';
import { stateWords } from '../terms';
import { chain } from './chain';
import { history } from './history';
import { numbers } from './numbers';
import { icon, iconButton } from './view';

export interface InspectorActions {
  select(node: number | null): void;
  showSource(node: number): void;
  /** Brings a value and its surroundings into the picture. */
  focus(node: number): void;
  /** Shows what the value depends on or what depends on it, or begins a path that ends at the next value chosen. */
  relate(relation: Relation, node: number): void;
  seek(cursor: Cursor): void;
  /** Asks for a part of a tensor's numbers. */
  page(window: TableWindow): void;
}

export interface InspectorProps {
  detail: NodeDetail;
  /** A step that is after all others: the end of a pass. */
  lastStep: number;
  act: InspectorActions;
}

export function inspector({ detail, act, lastStep }: InspectorProps): TemplateResult {
  const { inside } = detail;
  return html`<section class="inspector" aria-label="Selected value">
    <header>
      <h2 title=${detail.name}>${detail.name}</h2>
      <span class="kind">${kindWords(detail)}</span>
      ${iconButton('close', 'Deselect (Escape)', () => act.select(null))}
    </header>
    ${formula(detail)} ${facts(detail, act)} ${relations(detail.node, act)}
    ${neighbours('Inputs', detail.inputs, act)}
    ${chained(detail, act)}
    ${neighbours('Used by', detail.consumers, act)}
    ${detail.history === null ? nothing : html`<h3>Over the passes</h3>${history(detail.history, pass => act.seek({ pass, step: lastStep }))}`}
    ${inside === null ? nothing : numbers(inside, window => act.page(window))}
  </section>`;
}

/** An unnamed value is called by its op on its inputs, which need not be said twice. */
function formula({ formula: text, name, rule, opName }: NodeDetail): TemplateResult | typeof nothing {
  const isNew = text !== '' && text !== name;
  if (!isNew && rule === '') return nothing;
  return html`<p class="made">${isNew ? html`<code>${text}</code>` : nothing}
    ${rule === '' ? nothing : html`<span class="rule">${opName}: ${rule}</span>`}</p>`;
}

function kindWords({ kind, symbol, opName, tensor }: NodeDetail): string {
  if (kind === 'op') return opName === symbol ? symbol : `${symbol} ${opName}`.trim();
  if (tensor?.requiresGrad) return 'parameter';
  return kind === 'constant' ? 'constant' : 'leaf: no operation made it';
}

function facts(detail: NodeDetail, act: InspectorActions): TemplateResult {
  const { tensor, data, grad, state, scope, place, node } = detail;
  const isKnown = state === 'reached' || state === 'final';
  return html`<dl>
    ${tensor === null ? nothing : row('tensor', tensorWords(tensor))}
    ${row('data', html`<span class="figure">${data}</span>`)}
    ${row('grad', html`${isKnown ? html`<span class="figure grad">${grad}</span>` : nothing} <span class="state ${state}">${stateWords({ tensor }, state)}</span>`)}
    ${scope.length === 0 ? nothing : row('scope', scope.join(' › '))}
    ${place === '' ? nothing : row('place', html`<button type="button" class="link place" title="Show in the editor" @click=${() => act.showSource(node)}>${place}</button>`)}
  </dl>`;
}

/** `32×6, float32, AddBackward`. */
function tensorWords({ shape, dtype, gradFn }: NonNullable<NodeDetail['tensor']>): string {
  return [shape === '' ? 'a single number' : shape, dtype, gradFn].filter(word => word !== '').join(', ');
}

function row(name: string, content: TemplateResult | string): TemplateResult {
  return html`<div class="row"><dt>${name}</dt><dd>${content}</dd></div>`;
}

function relations(node: number, act: InspectorActions): TemplateResult {
  const action = (name: string, text: string, title: string, run: () => void) =>
    html`<button type="button" class="action" title=${title} @click=${run}>${icon(name)}${text}</button>`;
  return html`<div class="actions" role="group" aria-label="Show in the picture">
    ${action('target', 'Focus', 'Show the value and what is around it', () => act.focus(node))}
    ${action('type-hierarchy-super', 'Depends on', 'Show all that this value depends on', () => act.relate('dependsOn', node))}
    ${action('type-hierarchy-sub', 'Dependents', 'Show all that depends on this value', () => act.relate('dependents', node))}
    ${action('git-compare', 'Path to…', 'Show the ways between this value and the next one you choose', () => act.relate('path', node))}
  </div>`;
}

function chained(detail: NodeDetail, act: InspectorActions): TemplateResult | typeof nothing {
  const { chain: sum, name, cursor } = detail;
  if (sum === null) return nothing;
  const pass = sum.pass === cursor.pass ? '' : ` of pass ${formatCount(sum.pass + 1)}`;
  return html`<h3>Chain rule${pass}</h3>${chain(name, sum, {
    select: node => act.select(node),
    toStep: (index, step) => act.seek({ pass: index, step }),
  })}`;
}

function neighbours(title: string, { list, more }: Neighbours, act: InspectorActions) {
  if (list.length === 0) return nothing;
  const count = list.length + more;
  return html`<h3>${title}${count > 3 ? html` <span class="count">${formatCount(count)}</span>` : nothing}</h3>
    <ol class="neighbours">${list.map(each => neighbour(each, act))}</ol>
    ${more === 0 ? nothing : html`<p class="hint">and ${formatCount(more)} more</p>`}`;
}

function neighbour({ node, name, symbol, data, place }: Neighbour, act: InspectorActions): TemplateResult {
  return html`<li><button type="button" title=${place === '' ? name : `${name}, ${place}`} @click=${() => act.select(node)}>
    <span class="name">${name}</span>${symbol === '' ? nothing : html`<span class="op">${symbol}</span>`}<span class="value">${data}</span>
  </button></li>`;
}
