/** What a key does, by where the keyboard's focus is. */

import type { Walk } from './graph/walk';

/**
 * `node`: on a node of the graph; `chart`: on the loss chart; `control`: on a button, which takes Space and Enter;
 * `field`: on a slider or list, which takes all; `page`: anywhere else.
 */
export type Place = 'node' | 'chart' | 'control' | 'field' | 'page';

export type WalkCommand = 'walkInput' | 'walkConsumer' | 'walkAbove' | 'walkBelow';

export type Command =
  | WalkCommand
  | 'previousStep'
  | 'nextStep'
  | 'firstStep'
  | 'lastStep'
  | 'togglePlay'
  | 'zoomIn'
  | 'zoomOut'
  | 'fit'
  | 'choose'
  | 'previousCopy'
  | 'nextCopy'
  | 'search'
  | 'openAll'
  | 'closeAll'
  | 'leave'
  | 'previousPass'
  | 'nextPass'
  | 'firstPass'
  | 'lastPass';

const ANYWHERE: Record<string, Command> = {
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  f: 'fit',
  '/': 'search',
  e: 'openAll',
  c: 'closeAll',
  Escape: 'leave',
};

const STEPPING: Record<string, Command> = {
  ArrowLeft: 'previousStep',
  ArrowRight: 'nextStep',
  Home: 'firstStep',
  End: 'lastStep',
};

const KEYS: Record<Place, Record<string, Command>> = {
  page: { ...ANYWHERE, ...STEPPING, ' ': 'togglePlay' },
  control: { ...ANYWHERE, ...STEPPING },
  field: {},
  node: {
    ...ANYWHERE,
    ArrowLeft: 'walkInput',
    ArrowRight: 'walkConsumer',
    ArrowUp: 'walkAbove',
    ArrowDown: 'walkBelow',
    Enter: 'choose',
    PageUp: 'previousCopy',
    PageDown: 'nextCopy',
    ' ': 'choose',
    Home: 'firstStep',
    End: 'lastStep',
  },
  chart: {
    ...ANYWHERE,
    ArrowLeft: 'previousPass',
    ArrowRight: 'nextPass',
    Home: 'firstPass',
    End: 'lastPass',
    ' ': 'togglePlay',
  },
};

/** The command of a key press; null leaves the key to the page. Keys with Ctrl, Alt or Meta are the editor's. */
export function commandOf(
  event: { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean },
  place: Place,
): Command | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  return KEYS[place][event.key] ?? null;
}

/** Where each walk leads. */
export const WALKS: Record<WalkCommand, Walk> = {
  walkInput: 'input',
  walkConsumer: 'consumer',
  walkAbove: 'above',
  walkBelow: 'below',
};

export function isWalk(command: Command): command is WalkCommand {
  return command in WALKS;
}
