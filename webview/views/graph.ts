/** The picture: its elements, or from afar the canvas, and the buttons that zoom. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { formatCount } from '../../src/recording/format';
import { isFar } from '../state/seeing';
import type { State } from '../state/state';
import { landmarks } from './landmarks';
import { panAndZoom } from './pan-zoom';
import { scene } from './scene';
import { transformed } from './transformed';
import { iconButton, type ViewProps } from './view';

const ZOOM_BUTTON = 1.3;

export function graph(props: ViewProps): TemplateResult {
  const { state, act } = props;
  const count = state.picture?.graph.total ?? 0;
  const far = isFar(state);
  const isTree = state.sight !== null && (!far || state.sight.folds.length > 0);
  return html`<div class="picture ${state.status.stale === null ? '' : 'is-stale'} ${state.related ? 'is-related' : ''}" tabindex="-1" ${panAndZoom(act)}>
    <canvas class="far" ?hidden=${!far} aria-hidden="true"></canvas>
    <svg class="tl-graph" role=${isTree ? 'tree' : 'img'} tabindex=${far && !isTree ? 0 : nothing} aria-label=${graphWords(count, far)}>
      <defs><pattern id="tl-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0,0V6"></path></pattern></defs>
      <g class="scene" ${transformed(state.transform.toString())}>${drawn(state)}</g>
    </svg></div>
    ${
      state.picture
        ? html`<div class="zoom" role="group" aria-label="Zoom">
            ${iconButton('zoom-in', 'Zoom in (+)', () => act.zoom(ZOOM_BUTTON))}
            ${iconButton('zoom-out', 'Zoom out (-)', () => act.zoom(1 / ZOOM_BUTTON))}
            ${iconButton('screen-full', 'Fit (F)', act.fit)}
          </div>`
        : nothing
    }`;
}

function drawn(state: State): unknown {
  const { picture, sight } = state;
  if (!picture || !sight) return nothing;
  return isFar(state) ? landmarks(state, picture, sight) : scene(state, picture, sight);
}

/** From afar no values can be moved along: the words say how to come nearer. */
function graphWords(count: number, far: boolean): string {
  const words = `Computation graph, ${formatCount(count)} values`;
  return far
    ? `${words}, from afar: come nearer to a group with Enter, zoom in with plus, or close to an overview with C`
    : words;
}
