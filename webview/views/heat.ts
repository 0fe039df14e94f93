/** A heat map on the page, and the scale of its colours. */

import { nothing, svg, type TemplateResult } from 'lit-html';
import type { HeatMap } from '../../src/protocol/panel';
import { formatShort } from '../../src/recording/format';
import { heatLayers, SCALE } from '../charts/heat';
import type { Box, Point } from '../graph/geometry';
import type { Size } from '../graph/viewport';

/** Lines between cells that are smaller would take their place. */
const LEAST_RULED = 9;

/** The map in a box; the caller's svg is around it. */
export function heat(map: HeatMap, box: Box): TemplateResult {
  const { layers, height } = heatLayers(map);
  if (height === 0) return svg``;
  const [across, down] = [box.width / map.width, box.height / height];
  return svg`<rect class="heat-ground" x=${box.x} y=${box.y} width=${box.width} height=${box.height}></rect>
    <g transform="translate(${box.x},${box.y}) scale(${across},${down})">
      ${layers.map(({ sign, strength, d }) => svg`<path class="heat ${sign}" fill-opacity=${strength} d=${d}></path>`)}
      ${Math.min(across, down) < LEAST_RULED ? nothing : svg`<path class="heat-rule" d=${rules(map.width, height)}></path>`}
    </g>
    <rect class="heat-frame" x=${box.x + 0.5} y=${box.y + 0.5} width=${box.width - 1} height=${box.height - 1}></rect>`;
}

/** The borders between cells, in cells. */
function rules(width: number, height: number): string {
  const down = Array.from({ length: width - 1 }, (_, i) => `M${i + 1},0V${height}`);
  const across = Array.from({ length: height - 1 }, (_, i) => `M0,${i + 1}H${width}`);
  return [...down, ...across].join('');
}

const BAR = { width: 136, height: 10 };
const FONT = 10.5;
/** Of the bar with its numbers below. */
export const SCALE_SIZE: Size = { width: BAR.width, height: BAR.height + 14 };

/** What the colours stand for: from −most by 0 to most. */
export function heatScale(most: number, { x, y }: Point): TemplateResult {
  if (most === 0) return svg`<text class="tick" x=${x} y=${y + FONT}>every number is 0</text>`;
  const at = y + BAR.height + FONT + 1;
  return svg`${heat(SCALE, { x, y, ...BAR })}
    <text class="tick" x=${x} y=${at}>${formatShort(-most)}</text>
    <text class="tick" x=${x + BAR.width / 2} y=${at} text-anchor="middle">0</text>
    <text class="tick" x=${x + BAR.width} y=${at} text-anchor="end">${formatShort(most)}</text>`;
}
