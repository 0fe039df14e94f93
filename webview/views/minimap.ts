/** A small map of the whole picture, with what is in view: there when a part is not. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { MAP_SIZE, mapTransform } from '../far';
import { windowOf } from '../graph/viewport';
import type { State } from '../state/state';
import { transformed } from './transformed';
import type { ViewProps } from './view';

export function minimap({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const { picture } = state;
  if (!picture || !isPartial(state)) return nothing;
  const map = mapTransform(picture.scene);
  const view = map.applyBox(windowOf(state.transform, state.size));
  const go = (event: PointerEvent): void => {
    if (event.buttons === 0 || !(event.currentTarget instanceof HTMLElement)) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    act.centre(map.invert({ x: event.clientX - left, y: event.clientY - top }));
  };
  return html`<div class="minimap" aria-hidden="true" title="The whole picture: press to go there"
    @pointerdown=${go} @pointermove=${go}>
    <canvas class="map"></canvas>
    <svg width=${MAP_SIZE.width} height=${MAP_SIZE.height}>
      <rect class="map-view" width="1" height="1" vector-effect="non-scaling-stroke"
        ${transformed(`translate(${view.x}px,${view.y}px) scale(${view.width},${view.height})`)}></rect>
    </svg>
  </div>`;
}

/** Whether a part of the picture is out of view. */
function isPartial({ picture, transform, size }: State): boolean {
  if (!picture || size.width < MAP_SIZE.width * 2.5 || size.height < MAP_SIZE.height * 2.5) return false;
  const { x, y, width, height } = windowOf(transform, size);
  const { scene } = picture;
  return x > SLACK || y > SLACK || x + width < scene.width - SLACK || y + height < scene.height - SLACK;
}

/** Margins are not worth a map. */
const SLACK = 12;
