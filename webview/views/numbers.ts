/** The numbers of a tensor: statistics, a picture of all, how they are spread, and a table of some. */

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { Histogram, TableWindow, TensorInside, TensorNumbers } from '../../src/protocol/detail';
import type { HeatMap } from '../../src/protocol/panel';
import { formatCount, formatNumber } from '../../src/recording/format';
import { histogramPath, zeroIn } from '../charts/histogram';
import { heat } from './heat';
import { table } from './table';

/** Sides of a picture's cells, and of the whole. */
const CELL = 9;
const MOST_WIDTH = 272;
const MOST_HEIGHT = 120;

/** A histogram's own units: it is as wide as there is room. */
const WIDTH = 280;
const HEIGHT = 46;

export function numbers({ data, grad, table: shown }: TensorInside, page: (window: TableWindow) => void) {
  return html`${part('data', data)}${grad === null ? nothing : part('grad', grad)}
    ${shown === null ? nothing : html`<h3>Numbers</h3>${table(shown, page)}`}`;
}

function part(name: 'data' | 'grad', { statistics, picture, histogram }: TensorNumbers): TemplateResult {
  if (statistics.length === 0) {
    return html`<div class="numbers"><h3>${name}</h3><p class="hint">not kept: whole passes are the newest, and evenly many of the others</p></div>`;
  }
  return html`<div class="numbers of-${name}">
    <h3>${name}</h3>
    <p class="statistics">${statistics.map(([word, number]) => html`<span>${word} <b>${number}</b></span> `)}</p>
    ${picture === null ? html`<p class="hint">only statistics were kept of this pass</p>` : guard([picture], () => drawn(name, picture))}
    ${histogram === null ? nothing : guard([histogram], () => spread(name, histogram))}
  </div>`;
}

function drawn(name: string, map: HeatMap): TemplateResult {
  const rows = Math.ceil(map.cells.length / map.width);
  const cell = Math.min(CELL, MOST_WIDTH / map.width, MOST_HEIGHT / rows);
  const [width, height] = [Math.max(1, cell * map.width), Math.max(1, cell * rows)];
  return html`<svg class="heat-map" width=${width} height=${height} role="img" aria-label="${name} as colours">
    ${heat(map, { x: 0, y: 0, width, height })}</svg>`;
}

function spread(name: string, histogram: Histogram): TemplateResult {
  const { low, high, counts, nonFinite } = histogram;
  const zero = zeroIn(histogram, WIDTH);
  const most = Math.max(...counts);
  const label = `Histogram of ${name}: ${counts.length} bins from ${formatNumber(low)} to ${formatNumber(high)}, the fullest with ${formatCount(most)}`;
  return html`<figure class="histogram">
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${label}>
      <path class="bars" d=${histogramPath(counts, WIDTH, HEIGHT)}></path>
      ${zero === null ? nothing : svg`<path class="zero" d="M${zero},0V${HEIGHT}"></path>`}
    </svg>
    <figcaption><span>${formatNumber(low)}</span>${
      nonFinite > 0 ? html`<span class="odd">${formatCount(nonFinite)} not finite, left out</span>` : nothing
    }<span>${formatNumber(high)}</span></figcaption>
  </figure>`;
}
