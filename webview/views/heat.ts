/** A heat map on the page. */

import { svg, type TemplateResult } from 'lit-html';
import type { HeatMap } from '../../src/protocol/panel';
import { heatLayers } from '../charts/heat';

/** The map in a box; the caller's svg is around it. */
export function heat(map: HeatMap, box: { x: number; y: number; width: number; height: number }): TemplateResult {
  const { layers, height } = heatLayers(map);
  if (height === 0) return svg``;
  const transform = `translate(${box.x},${box.y}) scale(${box.width / map.width},${box.height / height})`;
  return svg`<rect class="heat-ground" x=${box.x} y=${box.y} width=${box.width} height=${box.height}></rect>
    <g transform=${transform}>${layers.map(
      ({ sign, strength, d }) => svg`<path class="heat ${sign}" fill-opacity=${strength} d=${d}></path>`,
    )}</g>`;
}
