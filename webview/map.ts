/** The small map: when it is there, how large it is, and how it shows the picture. */

import { fitTo, type Size, type Transform, windowOf } from './graph/viewport';
import type { State } from './state/state';

/** The style sheet has the same sizes. */
const LARGE: Size = { width: 168, height: 104 };
const SMALL: Size = { width: 108, height: 68 };
/** A view of less than this many maps has no room for one; a small one has to do below the second number. */
const LEAST_MAPS = 2.5;
const LEAST_LARGE = 3.5;
/** Margins are not worth a map. */
const SLACK = 12;

/** Whether a part of the picture is out of view, and there is room for a map. */
export function isMapped({ picture, transform, size }: State): boolean {
  if (!picture || size.width < SMALL.width * LEAST_MAPS || size.height < SMALL.height * LEAST_MAPS) return false;
  const { x, y, width, height } = windowOf(transform, size);
  const { scene } = picture;
  return x > SLACK || y > SLACK || x + width < scene.width - SLACK || y + height < scene.height - SLACK;
}

/** The size of the map in a view. */
export function mapSize({ width, height }: Size): Size {
  return width < LARGE.width * LEAST_LARGE || height < LARGE.height * LEAST_LARGE ? SMALL : LARGE;
}

export function isSmall(size: Size): boolean {
  return size === SMALL;
}

/** How the map shows a picture. */
export function mapTransform(picture: Size, map: Size): Transform {
  return fitTo(picture, map, { side: 4, top: 4, bottom: 4 });
}
