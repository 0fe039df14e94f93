/** What is related to what, in one line over the picture; of a path, a shortest way value by value. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Related, WayPoint } from '../../src/protocol/find';
import { formatCount } from '../../src/recording/format';
import { icon, iconButton } from './view';

export interface RelatedActions {
  /** Selects a value and goes to it. */
  show(node: number): void;
  close(): void;
}

/** `awaiting`: the name of the value that a path starts from, while its other end is to be chosen. */
export interface RelatedProps {
  related: Related | null;
  awaiting: string | null;
  act: RelatedActions;
}

export function related({ related: shown, awaiting, act }: RelatedProps): TemplateResult | typeof nothing {
  if (shown === null && awaiting === null) return nothing;
  const words = awaiting === null ? shown!.words : `Choose the other end of the path from ${awaiting}`;
  return html`<section class="related" aria-label="Relation">
    <div class="line"><p role="status">${words}</p>
      ${iconButton('close', awaiting === null ? 'Show all values alike again' : 'Choose no other end', () => act.close())}</div>
    ${awaiting === null && shown !== null && shown.way.length > 1 ? way(shown, act) : nothing}
  </section>`;
}

function way({ way: points, length }: Related, act: RelatedActions): TemplateResult {
  return html`<ol class="way" aria-label="A shortest way">${points.map((point, i) => html`<li>${i === 0 ? nothing : icon('arrow-small-right')}${stop(point, act)}</li>`)}
    ${length > points.length ? html`<li>${formatCount(length - points.length)} more</li>` : nothing}</ol>`;
}

function stop({ node, name, symbol }: WayPoint, act: RelatedActions): TemplateResult {
  return html`<button type="button" @click=${() => act.show(node)}>${name}${symbol === '' ? nothing : html` <span class="op">${symbol}</span>`}</button>`;
}
