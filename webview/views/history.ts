/** Data and grad of a value over the passes of a training, as two small lines; a click goes to the pass. */

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { NodeHistory } from '../../src/protocol/detail';
import { formatCount, formatShort } from '../../src/recording/format';
import { linePath, lineScale } from '../charts/line';

/** The lines' own units: they are as wide as there is room. */
const WIDTH = 280;
const HEIGHT = 38;
const AREA = { left: 2, top: 3, width: WIDTH - 4, height: HEIGHT - 6 };

export function history(shown: NodeHistory, toPass: (pass: number) => void): TemplateResult {
  const { passes, data, grad, at, total } = shown;
  const hasGrad = grad.some(value => value !== null);
  const now = at < 0 ? passes.length - 1 : at;
  return html`<div class="history" role="slider" tabindex="0" aria-label="Pass" aria-valuemin="1" aria-valuemax=${total}
      aria-valuenow=${passes[now] + 1} aria-valuetext=${valueText(shown, now)}
      @click=${(event: PointerEvent) => toPass(passAt(event, shown))}
      @keydown=${(event: KeyboardEvent) => onKey(event, shown, now, toPass)}>
      ${line('data', data, shown)} ${hasGrad ? line('grad', grad, shown) : nothing}
    </div>
    <p class="hint">${note(shown)}</p>`;
}

function line(name: 'data' | 'grad', points: readonly (number | null)[], { passes, at, total }: NodeHistory) {
  const value = points[at < 0 ? points.length - 1 : at];
  const x = at < 0 ? null : AREA.left + (passes[at] / Math.max(1, total - 1)) * AREA.width;
  return html`<div class="line of-${name}">
    <span class="what">${name} <b>${value === null ? '–' : formatShort(value)}</b></span>
    <span class="range">${rangeText(points)}</span>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${guard([points, passes, total], () => {
        const scale = lineScale(points, AREA, false, total);
        return svg`<path class="stroke" d=${linePath(points, scale, false, passes)}></path>`;
      })}
      ${x === null ? nothing : svg`<path class="now" d="M${x},0V${HEIGHT}"></path>`}
    </svg>
  </div>`;
}

/** Nothing for a line that is level. */
function rangeText(points: readonly (number | null)[]): string {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of points) {
    if (value === null) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return least < most ? `${formatShort(least)} … ${formatShort(most)}` : '';
}

function note({ of, passes, total }: NodeHistory): string {
  const size = of === 'size' ? 'Root mean square of the numbers. ' : '';
  const shown =
    passes.length < total
      ? `${formatCount(passes.length)} of ${formatCount(total)} passes`
      : `${formatCount(total)} passes`;
  return `${size}${shown}, each at its end.`;
}

function valueText({ passes, data, grad }: NodeHistory, i: number): string {
  const parts = [`pass ${formatCount(passes[i] + 1)}`];
  if (data[i] !== null) parts.push(`data ${formatShort(data[i])}`);
  if (grad[i] !== null) parts.push(`grad ${formatShort(grad[i])}`);
  return parts.join(', ');
}

function passAt(event: PointerEvent, { passes, total }: NodeHistory): number {
  const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
  return nearest(passes, ((event.clientX - left) / Math.max(1, width)) * (total - 1));
}

/** The member of an ascending list that is nearest to a number. */
export function nearest(list: readonly number[], to: number): number {
  return list.reduce((best, each) => (Math.abs(each - to) < Math.abs(best - to) ? each : best));
}

/** Index of the point that a key goes to; null: it is not one of these keys. */
const MOVES: Record<string, (at: number, last: number) => number> = {
  ArrowLeft: at => at - 1,
  ArrowDown: at => at - 1,
  ArrowRight: at => at + 1,
  ArrowUp: at => at + 1,
  Home: () => 0,
  End: (_at, last) => last,
};

function onKey(event: KeyboardEvent, { passes }: NodeHistory, now: number, toPass: (pass: number) => void): void {
  const move = Object.hasOwn(MOVES, event.key) ? MOVES[event.key] : undefined;
  if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  const to = move(now, passes.length - 1);
  if (to !== now && to >= 0 && to < passes.length) toPass(passes[to]);
}
