/** A small map of the whole picture, with what is in view: there when a part is not, and where it is least in the way. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { windowOf } from '../graph/viewport';
import { isSmall, mapSize, mapTransform } from '../map';
import { transformed } from './transformed';
import type { ViewProps } from './view';

export function minimap({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const { picture, mapCorner } = state;
  if (!picture || mapCorner === null) return nothing;
  const size = mapSize(state.size);
  const map = mapTransform(picture.scene, size);
  const view = map.applyBox(windowOf(state.transform, state.size));
  const go = (event: PointerEvent): void => {
    if (event.buttons === 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    act.centre(map.invert({ x: event.clientX - left, y: event.clientY - top }));
  };
  return html`<div class="minimap ${mapCorner} ${isSmall(size) ? 'is-small' : ''}" aria-hidden="true" title="The whole picture: press to go there"
    @pointerdown=${go} @pointermove=${go}>
    <canvas class="map"></canvas>
    <svg width=${size.width} height=${size.height}>
      <rect class="map-view" width="1" height="1" vector-effect="non-scaling-stroke"
        ${transformed(`translate(${view.x}px,${view.y}px) scale(${view.width},${view.height})`)}></rect>
    </svg>
  </div>`;
}
