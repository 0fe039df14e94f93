/** What a user, the layout or the page itself does to the state. */

import type { Cursor, Values } from '../../src/protocol/panel';
import type { Box, Point } from '../graph/geometry';
import type { Scene } from '../graph/placed';
import type { Size, Transform } from '../graph/viewport';
import type { Walk } from '../graph/walk';

export type Action =
  /** `values`: those that were here when its layout began. */
  | { type: 'placed'; scene: Scene; values?: Values }
  /** Something is about to open or close: its corner shall stay. null: the whole picture is fitted anew. */
  | { type: 'anchored'; key: string | null }
  | { type: 'hovered'; key: string | null }
  /** null: the search is closed. */
  | { type: 'searched'; text: string | null }
  | { type: 'resultShown'; at: number }
  | { type: 'pathFrom'; node: number | null }
  /** To a value, once it is drawn; `null`: one is there. */
  | { type: 'going'; node: number | null }
  | { type: 'slow' }
  | { type: 'resized'; size: Size }
  /** Something else lies over the picture. */
  | { type: 'covered'; boxes: readonly Box[] }
  | { type: 'chartResized'; width: number }
  | { type: 'viewed'; transform: Transform }
  | { type: 'panned'; dx: number; dy: number }
  /** `at`: the fixed point on the screen; absent: the middle. */
  | { type: 'zoomed'; factor: number; at?: Point }
  | { type: 'fitted' }
  | { type: 'selected'; node: number | null }
  | { type: 'roved'; key: string }
  | { type: 'walked'; walk: Walk }
  | { type: 'playing'; playing: boolean }
  | { type: 'speed'; speed: number }
  | { type: 'wanted'; cursor: Cursor }
  | { type: 'logScale'; logScale: boolean }
  | { type: 'scaleOf'; name: string }
  | { type: 'hoveredPass'; pass: number | null }
  | { type: 'help'; shown: boolean };
