/** The numbers of a tensor: statistics, a picture of all, how they are spread, and a table of some. */

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { Histogram, TableWindow, TensorInside, TensorNumbers, TensorPicture } from '../../src/protocol/detail';
import { formatCount, formatNumber, formatShort } from '../../src/recording/format';
import { heatLayers, heatSize } from '../charts/heat';
import { histogramPath, zeroIn } from '../charts/histogram';
import { heat, heatScale, SCALE_SIZE } from './heat';
import { table } from './table';

/** The room of a picture, and the side of its largest cells. */
const ROOM = { width: 320, height: 168 };
const LARGEST_CELL = 28;

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

function drawn(name: string, map: TensorPicture): TemplateResult {
  const { most } = heatLayers(map);
  const { width, height } = heatSize(map, ROOM, LARGEST_CELL);
  const rows = map.cells.length / map.width;
  const label = `${name} as colours: ${formatCount(rows)} × ${formatCount(map.width)} cells, the strongest for ±${formatShort(most)}`;
  const hasGaps = map.cells.includes(null);
  return html`<figure class="heat-map">
    <svg class="map" width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${label}>
      ${heat(map, { x: 0, y: 0, width, height })}</svg>
    <figcaption>
      <svg class="scale" width=${SCALE_SIZE.width} height=${SCALE_SIZE.height} aria-hidden="true">${heatScale(most, { x: 0, y: 0 })}</svg>
      ${hasGaps ? html`<span class="gap"><svg width="10" height="10" aria-hidden="true"><rect class="heat missing" width="10" height="10"></rect></svg> not finite</span>` : nothing}
      ${map.share === '' ? nothing : html`<span class="hint">each cell the mean of ${map.share}</span>`}
    </figcaption>
  </figure>`;
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
