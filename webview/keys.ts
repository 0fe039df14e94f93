/** What a key does, by where the keyboard's focus is, and in words: the panel's help is made of the same table. */

import type { Walk } from './graph/walk';

/**
 * `node`: on a node of the graph; `picture`: on all of it, after a press of the mouse; `chart`: on the loss chart;
 * `control`: on a button, which takes Space and Enter; `field`: on a slider or list, which takes all; `page`: anywhere else.
 */
export type Place = 'node' | 'picture' | 'chart' | 'control' | 'field' | 'page';

export type WalkCommand = 'walkInput' | 'walkConsumer' | 'walkAbove' | 'walkBelow';

/** What moves the focus or the page rather than the panel's state. */
export type PageCommand = WalkCommand | 'find';

export type Command =
  | PageCommand
  | 'previousStep'
  | 'nextStep'
  | 'firstStep'
  | 'lastStep'
  | 'togglePlay'
  | 'zoomIn'
  | 'zoomOut'
  | 'fit'
  | 'panLeft'
  | 'panRight'
  | 'panUp'
  | 'panDown'
  | 'choose'
  | 'previousCopy'
  | 'nextCopy'
  | 'allCopies'
  | 'openAll'
  | 'closeAll'
  | 'leave'
  | 'help'
  | 'previousPass'
  | 'nextPass'
  | 'firstPass'
  | 'lastPass';

/** Keys that belong together, with what they do in words. */
export interface KeyRow {
  words: string;
  places: readonly Place[];
  keys: Readonly<Record<string, Command>>;
}

export interface KeySection {
  title: string;
  rows: readonly KeyRow[];
}

/** Everywhere but in a field. */
const ANYWHERE: readonly Place[] = ['page', 'picture', 'control', 'node', 'chart'];

export const KEY_SECTIONS: readonly KeySection[] = [
  {
    title: 'Backward pass',
    rows: [
      {
        words: 'previous, next step',
        places: ['page', 'picture', 'control'],
        keys: { ArrowLeft: 'previousStep', ArrowRight: 'nextStep' },
      },
      {
        words: 'first, last step',
        places: ['page', 'picture', 'control', 'node'],
        keys: { Home: 'firstStep', End: 'lastStep' },
      },
      { words: 'play, pause', places: ['page', 'picture', 'chart'], keys: { ' ': 'togglePlay' } },
      { words: 'previous, next pass', places: ANYWHERE, keys: { p: 'previousPass', n: 'nextPass' } },
    ],
  },
  {
    title: 'Picture',
    rows: [
      { words: 'zoom in, out', places: ANYWHERE, keys: { '+': 'zoomIn', '=': 'zoomIn', '-': 'zoomOut' } },
      { words: 'fit all of it into view', places: ANYWHERE, keys: { f: 'fit' } },
      {
        words: 'move the view',
        places: ANYWHERE,
        keys: {
          'Shift+ArrowLeft': 'panLeft',
          'Shift+ArrowRight': 'panRight',
          'Shift+ArrowUp': 'panUp',
          'Shift+ArrowDown': 'panDown',
        },
      },
      { words: 'open everything', places: ANYWHERE, keys: { e: 'openAll' } },
      { words: 'close to an overview', places: ANYWHERE, keys: { c: 'closeAll' } },
      { words: 'find values', places: ANYWHERE, keys: { '/': 'find' } },
    ],
  },
  {
    title: 'On a value or a group: Tab goes there',
    rows: [
      {
        words: 'to the nearest operand, user; then up and down to the others',
        places: ['node'],
        keys: { ArrowLeft: 'walkInput', ArrowRight: 'walkConsumer' },
      },
      {
        words: 'to what is above, below; after a click, too',
        places: ['node', 'picture'],
        keys: { ArrowUp: 'walkAbove', ArrowDown: 'walkBelow' },
      },
      {
        words: 'choose a value; open or close a group, from afar come nearer to it',
        places: ['node'],
        keys: { Enter: 'choose', ' ': 'choose' },
      },
      {
        words: 'previous, next copy in a stack',
        places: ['node', 'picture'],
        keys: { PageUp: 'previousCopy', PageDown: 'nextCopy' },
      },
      { words: 'all copies of a stack, or one', places: ['node', 'picture'], keys: { a: 'allCopies' } },
    ],
  },
  {
    title: 'On the chart of the loss',
    rows: [
      {
        words: 'previous, next pass',
        places: ['chart'],
        keys: { ArrowLeft: 'previousPass', ArrowRight: 'nextPass' },
      },
      { words: 'first, last pass', places: ['chart'], keys: { Home: 'firstPass', End: 'lastPass' } },
    ],
  },
  {
    title: 'Panel',
    rows: [
      { words: 'close the search, leave a value, close this list', places: ANYWHERE, keys: { Escape: 'leave' } },
      { words: 'show this list', places: ANYWHERE, keys: { '?': 'help' } },
    ],
  },
];

const KEYS: ReadonlyMap<string, Command> = new Map(
  KEY_SECTIONS.flatMap(({ rows }) =>
    rows.flatMap(({ places, keys }) =>
      Object.entries(keys).flatMap(([key, command]) => places.map(place => [`${place} ${key}`, command] as const)),
    ),
  ),
);

/** The command of a key press; null leaves the key to the page. Keys with Ctrl, Alt or Meta are the editor's. */
export function commandOf(
  event: { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean; shiftKey?: boolean },
  place: Place,
): Command | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const isNamed = event.key.length > 1;
  // Shift is part of a character, and a modifier of a named key; a letter is the same key with Shift or Caps Lock.
  const key = isNamed ? (event.shiftKey ? `Shift+${event.key}` : event.key) : event.key.toLowerCase();
  return KEYS.get(`${place} ${key}`) ?? null;
}

const NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Escape: 'Esc',
};

/** A key as it is called in the help: `Shift+ArrowLeft` is `Shift ←`, `f` is `F`. */
export function keyName(key: string): string {
  const parts = key.length > 1 ? key.split('+') : [key];
  return parts.map(part => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(' ');
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
