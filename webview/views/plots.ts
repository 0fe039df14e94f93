/** The script's plots, side by side; each shows one of its frames. */

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { live } from 'lit-html/directives/live.js';
import type { PlotView } from '../../src/protocol/panel';
import { formatCount, formatNumber } from '../../src/recording/format';
import { type Axis, axisBetween, axisOver } from '../charts/axis';
import { heatLayers, heatSize } from '../charts/heat';
import { linePath } from '../charts/line';
import { heat, heatScale, SCALE_SIZE } from './heat';
import { iconButton, type ViewProps } from './view';

const WIDTH = 268;
const HEIGHT = 168;
const AREA = { left: 46, top: 8, right: WIDTH - 10, bottom: HEIGHT - 22 };

export function plots(props: ViewProps): TemplateResult | typeof nothing {
  const { state } = props;
  if (state.plots.length === 0) return nothing;
  return html`<section class="plots" aria-label="Plots">${state.plots.map(plot => figure(props, plot))}</section>`;
}

function figure(props: ViewProps, plot: PlotView): TemplateResult {
  const name = plot.title === '' ? `plot.${plot.picture.kind}` : plot.title;
  return html`<figure class="plot">
    <figcaption><strong>${name}</strong> <span class="hint">${plot.place}${note(plot)}</span></figcaption>
    <svg class="chart" width=${WIDTH} height=${HEIGHT} role="img" aria-label=${`${name}: ${summary(plot)}`}>
      ${guard([plot.picture], () => drawing(plot.picture))}
    </svg>
    ${plot.frames > 1 ? frames(props, plot) : nothing}
  </figure>`;
}

function note({ picture }: PlotView): string {
  return picture.kind === 'hist' && picture.omitted > 0 ? `, ${formatCount(picture.omitted)} not finite` : '';
}

function summary({ picture, number, count }: PlotView): string {
  const what =
    picture.kind === 'heatmap'
      ? `${picture.width} columns`
      : picture.kind === 'hist'
        ? 'histogram'
        : `${picture.x.length} points`;
  return count > 1 ? `${what}, frame ${number + 1} of ${count}` : what;
}

/** Through the frames, and back to the one of the pass on show. */
function frames({ act }: ViewProps, { id, frames: kept, shown, number, count, follows }: PlotView): TemplateResult {
  const text = `${formatCount(number + 1)} of ${formatCount(count)}`;
  return html`<div class="frames">
    ${iconButton('chevron-left', 'Previous frame', () => act.showFrame(id, shown - 1), { disabled: shown === 0 })}
    <input type="range" min="0" max=${kept - 1} .value=${live(String(shown))} aria-label="Frame" aria-valuetext=${text}
      @input=${(event: Event) => act.showFrame(id, Number((event.target as HTMLInputElement).value))} />
    ${iconButton('chevron-right', 'Next frame', () => act.showFrame(id, shown + 1), { disabled: shown === kept - 1 })}
    <span class="position">${text}</span>
    ${iconButton('link', 'Follow the pass', () => act.showFrame(id, follows ? shown : null), { pressed: follows })}
  </div>`;
}

function drawing(picture: PlotView['picture']): TemplateResult {
  switch (picture.kind) {
    case 'heatmap':
      return heatMap(picture);
    case 'hist':
      return histogram(picture);
    default:
      return points(picture);
  }
}

/** In the middle, over its scale. */
function heatMap(picture: Extract<PlotView['picture'], { kind: 'heatmap' }>): TemplateResult {
  const room = { width: WIDTH - 20, height: HEIGHT - AREA.top - SCALE_SIZE.height - 8 };
  const { width, height } = heatSize(picture, room);
  const scale = { x: (WIDTH - SCALE_SIZE.width) / 2, y: HEIGHT - SCALE_SIZE.height };
  return svg`${heat(picture, { x: (WIDTH - width) / 2, y: AREA.top + (room.height - height) / 2, width, height })}
    ${heatScale(heatLayers(picture).most, scale)}`;
}

function points({ kind, x, y }: Extract<PlotView['picture'], { kind: 'line' | 'scatter' }>): TemplateResult {
  const across = axisOver(x, AREA.left, AREA.right);
  const up = axisOver(y, AREA.bottom, AREA.top);
  const places = x.map((value, i) =>
    value === null || y[i] === null ? null : { x: across.at(value), y: up.at(y[i]) },
  );
  if (kind === 'scatter') {
    return svg`${axes(across, up)}${places.map(place => (place === null ? nothing : svg`<circle class="point" cx=${place.x} cy=${place.y} r="2.4"></circle>`))}`;
  }
  const scale = { x: (i: number) => places[i]?.x ?? 0, y: up.at, ticks: [] };
  const drawn = places.map((place, i) => (place === null ? null : y[i]));
  return svg`${axes(across, up)}<path class="series" d=${linePath(drawn, scale, false, null)}></path>`;
}

function histogram({ low, high, counts }: Extract<PlotView['picture'], { kind: 'hist' }>): TemplateResult {
  const across = axisBetween(low, high, AREA.left, AREA.right);
  const up = axisOver([0, ...counts], AREA.bottom, AREA.top);
  const width = (AREA.right - AREA.left) / counts.length;
  return svg`${axes(across, up)}${counts.map((count, i) => {
    const top = up.at(count);
    return svg`<rect class="bar" x=${AREA.left + i * width} y=${top} width=${Math.max(0.5, width - 0.5)} height=${AREA.bottom - top}></rect>`;
  })}`;
}

function axes(across: Axis, up: Axis): TemplateResult {
  return svg`${up.ticks.map(
    tick => svg`<path class="grid" d="M${AREA.left},${up.at(tick)}H${AREA.right}"></path>
      <text class="tick" x=${AREA.left - 5} y=${up.at(tick) + 3.5} text-anchor="end">${formatNumber(tick)}</text>`,
  )}
  <path class="axis" d="M${AREA.left},${AREA.bottom}H${AREA.right}"></path>
  ${across.ticks.map(
    tick => svg`<path class="axis" d="M${across.at(tick)},${AREA.bottom}v3"></path>
      <text class="tick" x=${across.at(tick)} y=${AREA.bottom + 14} text-anchor="middle">${formatNumber(tick)}</text>`,
  )}`;
}
