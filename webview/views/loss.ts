/** The loss of every pass as a line, and what the script logged beside it; a click goes to the pass. */

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { Series } from '../../src/protocol/panel';
import { formatCount, formatNumber } from '../../src/recording/format';
import { type ChartArea, isDrawable, type LineScale, linePath, lineScale, nearestIndex } from '../charts/line';
import { cursorOf, passCount } from '../state/cursor';
import type { State } from '../state/state';
import type { ViewProps } from './view';

const HEIGHT = 112;
const AXIS = 52;
/** Colours that series have in turn. */
const COLOURS = 4;

export function loss(props: ViewProps): TemplateResult {
  const { state, act } = props;
  const { series, chartWidth } = state;
  const count = Math.max(0, ...series.map(lengthOf));
  const isShown = count > 1;
  return html`<section class="loss" ?hidden=${!isShown} aria-label="Loss of every pass">
    ${isShown ? head(props, count) : nothing}
    <div class="chart-box">${
      isShown && chartWidth > AXIS * 2
        ? html`<svg class="chart" width=${chartWidth} height=${HEIGHT} tabindex="0" role="slider"
            aria-label="Pass" aria-valuemin="1" aria-valuemax=${count} aria-valuenow=${cursorOf(state).pass + 1 || count}
            aria-valuetext=${valueText(axisSeries(state), cursorOf(state).pass, unitOf(state))}
            @pointermove=${(event: PointerEvent) => act.hoverPass(passAt(event, count, chartWidth))}
            @pointerleave=${() => act.hoverPass(null)}
            @click=${(event: PointerEvent) => act.showPass(passAt(event, count, chartWidth))}>
            ${plot(props, count)}
          </svg>`
        : nothing
    }</div>
  </section>`;
}

/** The series whose scale the chart shows; there must be one. */
function axisSeries({ series, scaleOf }: State): Series {
  return series.find(({ name }) => name === scaleOf) ?? series[0];
}

/** Number of passes that a series spans. */
function lengthOf({ points, at }: Series): number {
  return at === null ? points.length : (at.at(-1) ?? -1) + 1;
}

function head({ state, act }: ViewProps, count: number): TemplateResult {
  const { pass } = cursorOf(state);
  const shown = state.hoveredPass ?? (pass < 0 ? count - 1 : pass);
  const axis = axisSeries(state);
  return html`<header>
    ${state.series.length === 1 ? html`<h2>${axis.name}</h2>` : state.series.map((each, i) => entry(each, i, each === axis, shown, act))}
    <span class="readout">${state.series.length === 1 ? valueText(axis, shown, unitOf(state)) : `${unitOf(state)} ${formatCount(shown + 1)}`}</span>
    <button type="button" class="segment log-scale" aria-pressed=${state.logScale} title="Logarithmic scale"
      @click=${() => act.setLogScale(!state.logScale)}>log</button>
  </header>`;
}

/** A line of the legend: each series has a scale of its own, and the one chosen has the axis. */
function entry(series: Series, i: number, isAxis: boolean, pass: number, act: ViewProps['act']): TemplateResult {
  return html`<button type="button" class="legend-entry" aria-pressed=${isAxis} title="Show its scale" @click=${() => act.showScale(series.name)}>
    <span class="line-swatch of-${i % COLOURS}"></span>${series.name} <span class="readout-number">${formatPoint(pointAt(series, pass))}</span></button>`;
}

/** The point of a pass, or the last one before. */
function pointAt({ points, at }: Series, pass: number): number | null {
  if (at === null) return points[Math.min(pass, points.length - 1)] ?? null;
  const index = at.findLastIndex(each => each <= pass);
  return index < 0 ? null : points[index];
}

/** What the chart counts: without passes, what was logged. */
function unitOf(state: State): string {
  return passCount(state) > 0 ? 'pass' : 'number';
}

function valueText(series: Series, pass: number, unit: string): string {
  const last = lengthOf(series) - 1;
  const at = pass < 0 ? last : Math.min(pass, last);
  return `${unit} ${formatCount(at + 1)}: ${formatPoint(pointAt(series, at))}`;
}

/** NaN and infinities come over the wire as null. */
function formatPoint(value: number | null): string {
  return value === null ? 'not a number' : formatNumber(value);
}

function areaOf(width: number): ChartArea {
  return { left: AXIS, top: 8, width: width - AXIS - 14, height: HEIGHT - 8 - 20 };
}

function passAt(event: PointerEvent, count: number, width: number): number {
  const { left } = (event.currentTarget as Element).getBoundingClientRect();
  return nearestIndex(event.clientX - left, count, areaOf(width));
}

function plot({ state }: ViewProps, count: number): TemplateResult {
  const area = areaOf(state.chartWidth);
  const { logScale, hoveredPass, series } = state;
  const axis = axisSeries(state);
  const scale = lineScale(axis.points, area, logScale, count);
  const { pass } = cursorOf(state);
  return svg`
    ${guard(
      [series, axis, area.width, logScale],
      () => svg`
      ${grid(scale, area, count, unitOf(state))}
      ${series.map((each, i) => line(each, i, area, logScale, count))}`,
    )}
    ${pass < 0 ? nothing : marker('current', axis, pass, count, scale, area, logScale)}
    ${hoveredPass === null ? nothing : marker('hovered', axis, hoveredPass, count, scale, area, logScale)}`;
}

function grid(scale: LineScale, area: ChartArea, count: number, unit: string): TemplateResult {
  const right = area.left + area.width;
  const bottom = area.top + area.height;
  return svg`
    ${scale.ticks.map(
      tick => svg`<path class="grid" d="M${area.left},${scale.y(tick)}H${right}"></path>
      <text class="tick" x=${area.left - 6} y=${scale.y(tick) + 3.5} text-anchor="end">${formatNumber(tick)}</text>`,
    )}
    <text class="tick" x=${area.left} y=${bottom + 15}>${unit} 1</text>
    <text class="tick" x=${right} y=${bottom + 15} text-anchor="end">${formatCount(count)}</text>`;
}

function line(series: Series, i: number, area: ChartArea, log: boolean, count: number): TemplateResult {
  const { points, at } = series;
  const scale = lineScale(points, area, log, count);
  const colour = `of-${i % COLOURS}`;
  const dot = (value: number | null, k: number) =>
    isDrawable(value, log)
      ? svg`<circle class="point ${colour}" cx=${scale.x(at?.[k] ?? k)} cy=${scale.y(value)} r="2.2"></circle>`
      : nothing;
  return svg`<path class="series ${colour}" d=${linePath(points, scale, log, at)}></path>
    ${points.length > 40 ? nothing : points.map(dot)}`;
}

function marker(
  role: string,
  series: Series,
  pass: number,
  count: number,
  scale: LineScale,
  area: ChartArea,
  log: boolean,
) {
  const value = pointAt(series, pass);
  if (pass >= count) return nothing;
  const x = scale.x(pass);
  return svg`<path class="marker ${role}" d="M${x},${area.top - 4}V${area.top + area.height}"></path>
    ${isDrawable(value, log) ? svg`<circle class="marker-point ${role}" cx=${x} cy=${scale.y(value)} r="4.5"></circle>` : nothing}`;
}
