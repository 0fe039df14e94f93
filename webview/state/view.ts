/** How pan, zoom and fit move the view. */

import { firstView } from '../graph/firstView';
import { fitTo, keptInView, leastZoom, type Transform } from '../graph/viewport';
import type { Action } from './action';
import type { State } from './state';

export function viewed(
  state: State,
  event: Extract<Action, { type: 'resized' | 'viewed' | 'panned' | 'zoomed' | 'fitted' }>,
): State {
  const { transform, size, picture } = state;
  switch (event.type) {
    case 'resized': {
      const { width, height } = event.size;
      if (width === size.width && height === size.height) return state;
      const next = { ...state, size: event.size };
      if (state.framing !== 'own') return framed(next);
      return { ...next, transform: kept(next, transform, null) };
    }
    case 'viewed':
      return { ...state, transform: event.transform, framing: 'own' };
    case 'panned':
      return moved(state, transform.pan(event.dx, event.dy));
    case 'zoomed': {
      const at = event.at ?? { x: size.width / 2, y: size.height / 2 };
      const zoomed = transform.zoom(event.factor, at, picture ? leastZoom(picture.scene, size) : transform.k);
      return moved(state, zoomed);
    }
    case 'fitted':
      return framed({ ...state, framing: 'whole' });
  }
}

/** By the user, who goes somewhere else than where the view was about to go. */
function moved(state: State, to: Transform): State {
  return { ...state, transform: kept(state, to, state.transform), framing: 'own', going: null };
}

/** Some of the picture stays in view, wherever it is moved. */
function kept({ picture, size }: State, to: Transform, from: Transform | null): Transform {
  return picture && size.width > 0 ? keptInView(to, from, picture.scene, size) : to;
}

/** The view that the panel chooses; where the user had gone, as of a new picture. */
export function framed(state: State): State {
  const framing = state.framing === 'whole' ? 'whole' : 'first';
  const { picture, size } = state;
  if (!picture || size.width === 0) return { ...state, framing };
  const transform = framing === 'whole' ? fitTo(picture.scene, size) : firstView(picture.scene, size);
  return { ...state, framing, transform };
}

/** Whether any of the picture is in view. */
export function inSight({ picture, transform, size }: State): boolean {
  if (!picture || size.width === 0) return true;
  const box = transform.applyBox({ x: 0, y: 0, width: picture.scene.width, height: picture.scene.height });
  return box.x < size.width && box.y < size.height && box.x + box.width > 0 && box.y + box.height > 0;
}
