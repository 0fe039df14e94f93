/** The numbers of the selected tensor: statistics, a picture of all, and the first ones written out. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { NumbersView, TensorDetail } from '../../src/protocol/panel';
import { heat } from './heat';

/** Sides of a picture's cells, and of the whole. */
const CELL = 9;
const MOST_WIDTH = 288;
const MOST_HEIGHT = 120;

export function tensorNumbers({ data, grad }: TensorDetail): TemplateResult {
  return html`${part('data', data)}${grad === null ? nothing : part('grad', grad)}`;
}

function part(name: string, { statistics, picture, rows, omitted }: NumbersView): TemplateResult {
  if (statistics.length === 0) {
    return html`<div class="numbers"><h3>${name}</h3><p class="hint">not kept: whole passes are the newest, and evenly many of the others</p></div>`;
  }
  return html`<div class="numbers of-${name}">
    <h3>${name} <span class="statistics">${statistics.map(([word, number]) => html`<span>${word} <b>${number}</b></span> `)}</span></h3>
    ${picture === null ? html`<p class="hint">only statistics were kept of this pass</p>` : guard([picture], () => drawn(name, picture))}
    ${rows.length === 0 ? nothing : table(rows, omitted)}
  </div>`;
}

function drawn(name: string, map: NonNullable<NumbersView['picture']>): TemplateResult {
  const rows = Math.ceil(map.cells.length / map.width);
  const cell = Math.min(CELL, MOST_WIDTH / map.width, MOST_HEIGHT / rows);
  const [width, height] = [Math.max(1, cell * map.width), Math.max(1, cell * rows)];
  return html`<svg class="heat-map" width=${width} height=${height} role="img" aria-label="${name} as colours">
    ${heat(map, { x: 0, y: 0, width, height })}</svg>`;
}

function table(rows: string[][], omitted: string): TemplateResult {
  return html`<div class="scroll-x"><table class="first-numbers">
    <tbody>${rows.map(cells => html`<tr>${cells.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody>
  </table></div>${omitted === '' ? nothing : html`<p class="hint">${omitted}</p>`}`;
}
