/** How pan, zoom and fit move the view. */

import { fitTo } from '../graph/viewport';
import type { Action } from './action';
import type { State } from './state';

export function viewed(
  state: State,
  event: Extract<Action, { type: 'resized' | 'viewed' | 'panned' | 'zoomed' | 'fitted' }>,
): State {
  switch (event.type) {
    case 'resized': {
      const { width, height } = event.size;
      if (width === state.size.width && height === state.size.height) return state;
      const next = { ...state, size: event.size };
      return state.touched ? next : fitted(next);
    }
    case 'viewed':
      return { ...state, transform: event.transform, touched: true };
    case 'panned':
      return { ...state, transform: state.transform.pan(event.dx, event.dy), touched: true };
    case 'zoomed': {
      const at = event.at ?? { x: state.size.width / 2, y: state.size.height / 2 };
      return { ...state, transform: state.transform.zoom(event.factor, at), touched: true };
    }
    case 'fitted':
      return fitted(state);
  }
}

export function fitted(state: State): State {
  if (!state.picture || state.size.width === 0) return { ...state, touched: false };
  return { ...state, touched: false, transform: fitTo(state.picture.scene, state.size) };
}

/** Whether any of the picture is in view. */
export function inSight({ picture, transform, size }: State): boolean {
  if (!picture || size.width === 0) return true;
  const box = transform.applyBox({ x: 0, y: 0, width: picture.scene.width, height: picture.scene.height });
  return box.x < size.width && box.y < size.height && box.x + box.width > 0 && box.y + box.height > 0;
}
