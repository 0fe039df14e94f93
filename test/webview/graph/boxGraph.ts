/** Random graphs as a layout is asked for them. */

import type { BoxGraph } from '../../../webview/graph/boxes';
import { randomFrom } from './scenes';

/** Boxes that each use two of those before them, first operand above; or both at one place, as of a closed group. */
export function boxGraph(seed: number, leaves: number, ops: number, places = 2): BoxGraph {
  const random = randomFrom(seed);
  const boxes = Array.from({ length: leaves + ops }, (_, i): BoxGraph['boxes'][number] => ({
    id: `b${i}`,
    width: 60 + Math.floor(random() * 60),
    height: 40,
    ports: [
      ...(i < leaves
        ? []
        : Array.from({ length: places }, (_, k) => ({ id: `b${i}.${k}`, side: 'WEST' as const, y: 12 + 16 * k }))),
      { id: `b${i}e`, side: 'EAST', y: 20 },
    ],
  }));
  const edges = boxes.slice(leaves).flatMap(({ id }, k) =>
    [0, 1].map(operand => {
      const source = Math.max(0, leaves + k - 1 - Math.floor(random() * 6));
      return { id: `${id}/${operand}`, source: `b${source}e`, target: `${id}.${operand % places}` };
    }),
  );
  return { id: 'g', boxes, edges, ins: [], outs: [], padding: { top: 0, left: 0, bottom: 0, right: 0 }, least: 0 };
}
