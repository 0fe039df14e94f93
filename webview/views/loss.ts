/** The loss of every pass as a line; a click goes to the pass. */

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { Series } from '../../src/protocol/panel';
import { formatCount, formatNumber } from '../../src/recording/format';
import { type ChartArea, isDrawable, type LineScale, linePath, lineScale, nearestIndex } from '../charts/line';
import { cursorOf } from '../store';
import type { ViewProps } from './view';

const HEIGHT = 112;
const AXIS = 52;

export function loss(props: ViewProps): TemplateResult {
  const { state, act } = props;
  const { series } = state;
  const count = series?.points.length ?? 0;
  return html`<section class="loss" ?hidden=${count < 2} aria-label="Loss of every pass">
    ${series && count > 1 ? head(props, series) : nothing}
    <div class="chart-box">${
      series && count > 1 && state.chartWidth > AXIS * 2
        ? html`<svg class="chart" width=${state.chartWidth} height=${HEIGHT} tabindex="0" role="slider"
            aria-label="Pass" aria-valuemin="1" aria-valuemax=${count} aria-valuenow=${cursorOf(state).pass + 1 || count}
            aria-valuetext=${valueText(series, cursorOf(state).pass)}
            @pointermove=${(event: PointerEvent) => act.hoverPass(passAt(event, count, state.chartWidth))}
            @pointerleave=${() => act.hoverPass(null)}
            @click=${(event: PointerEvent) => act.showPass(passAt(event, count, state.chartWidth))}>
            ${plot(props, series)}
          </svg>`
        : nothing
    }</div>
  </section>`;
}

function head({ state, act }: ViewProps, series: Series): TemplateResult {
  const { pass } = cursorOf(state);
  const shown = state.hoveredPass ?? (pass < 0 ? series.points.length - 1 : pass);
  return html`<header>
    <h2>${series.name}</h2>
    <span class="readout">${valueText(series, shown)}</span>
    <button type="button" class="segment log-scale" aria-pressed=${state.logScale} title="Logarithmic scale"
      @click=${() => act.setLogScale(!state.logScale)}>log</button>
  </header>`;
}

function valueText(series: Series, pass: number): string {
  const at = pass < 0 ? series.points.length - 1 : Math.min(pass, series.points.length - 1);
  return `pass ${formatCount(at + 1)}: ${formatLoss(series.points[at])}`;
}

/** NaN and infinities come over the wire as null. */
function formatLoss(value: number | null): string {
  return value === null ? 'not a number' : formatNumber(value);
}

function areaOf(width: number): ChartArea {
  return { left: AXIS, top: 8, width: width - AXIS - 14, height: HEIGHT - 8 - 20 };
}

function passAt(event: PointerEvent, count: number, width: number): number {
  const { left } = (event.currentTarget as Element).getBoundingClientRect();
  return nearestIndex(event.clientX - left, count, areaOf(width));
}

function plot({ state }: ViewProps, series: Series): TemplateResult {
  const area = areaOf(state.chartWidth);
  const { logScale, hoveredPass } = state;
  const scale = lineScale(series.points, area, logScale);
  const { pass } = cursorOf(state);
  return svg`
    ${guard([series, area.width, logScale], () => frame(series, scale, area, logScale))}
    ${pass < 0 ? nothing : marker('current', series, pass, scale, area, logScale)}
    ${hoveredPass === null ? nothing : marker('hovered', series, hoveredPass, scale, area, logScale)}`;
}

function frame(series: Series, scale: LineScale, area: ChartArea, log: boolean): TemplateResult {
  const { points } = series;
  const right = area.left + area.width;
  const bottom = area.top + area.height;
  return svg`
    ${scale.ticks.map(
      tick => svg`<path class="grid" d="M${area.left},${scale.y(tick)}H${right}"></path>
      <text class="tick" x=${area.left - 6} y=${scale.y(tick) + 3.5} text-anchor="end">${formatNumber(tick)}</text>`,
    )}
    <text class="tick" x=${area.left} y=${bottom + 15}>pass 1</text>
    <text class="tick" x=${right} y=${bottom + 15} text-anchor="end">${formatCount(points.length)}</text>
    <path class="series" d=${linePath(points, scale, log)}></path>
    ${points.length > 40 ? nothing : points.map((value, i) => (isDrawable(value, log) ? svg`<circle class="point" cx=${scale.x(i)} cy=${scale.y(value)} r="2.2"></circle>` : nothing))}`;
}

function marker(role: string, series: Series, pass: number, scale: LineScale, area: ChartArea, log: boolean) {
  const value = series.points[pass];
  if (pass >= series.points.length) return nothing;
  const x = scale.x(pass);
  return svg`<path class="marker ${role}" d="M${x},${area.top - 4}V${area.top + area.height}"></path>
    ${isDrawable(value, log) ? svg`<circle class="marker-point ${role}" cx=${x} cy=${scale.y(value)} r="4.5"></circle>` : nothing}`;
}
