/** What the commands of keys.ts do. */

import { LAST_STEP } from '../src/protocol/panel';
import type { Actions } from './actions';
import type { Command, PageCommand } from './keys';
import { cursorOf, passCount } from './state/cursor';
import type { State } from './state/state';

const ZOOM_KEY = 1.25;
/** How far a key moves the view, in pixels. */
const PAN_KEY = 80;

/** What each key's command does; where the focus goes is the page's affair. */
const COMMANDS: Record<Exclude<Command, PageCommand>, (act: Actions, state: State) => void> = {
  previousStep: act => act.step(-1),
  nextStep: act => act.step(1),
  firstStep: act => act.step(-LAST_STEP),
  lastStep: act => act.step(LAST_STEP),
  togglePlay: act => act.togglePlay(),
  zoomIn: act => act.zoom(ZOOM_KEY),
  zoomOut: act => act.zoom(1 / ZOOM_KEY),
  fit: act => act.fit(),
  panLeft: act => act.pan(PAN_KEY, 0),
  panRight: act => act.pan(-PAN_KEY, 0),
  panUp: act => act.pan(0, PAN_KEY),
  panDown: act => act.pan(0, -PAN_KEY),
  choose: act => act.choose(),
  previousCopy: act => act.turn(-1),
  nextCopy: act => act.turn(1),
  allCopies: act => act.spread(),
  openAll: act => act.foldAll(true),
  closeAll: act => act.foldAll(false),
  leave: (act, { selected, related, pathFrom, search }) => {
    if (pathFrom !== null || related !== null) act.unrelate();
    else if (search !== null) act.closeSearch();
    else if (selected !== null) act.select(null);
  },
  help: act => act.showHelp(true),
  previousPass: (act, state) => toPass(passOf(state) < 0 ? passCount(state) - 1 : passOf(state) - 1, state, act),
  nextPass: (act, state) => toPass(passOf(state) + 1, state, act),
  firstPass: (act, state) => toPass(0, state, act),
  lastPass: (act, state) => toPass(passCount(state) - 1, state, act),
};

export function run(command: Exclude<Command, PageCommand>, state: State, act: Actions): void {
  COMMANDS[command](act, state);
}

function passOf(state: State): number {
  return cursorOf(state).pass;
}

function toPass(pass: number, state: State, act: Actions): void {
  if (pass >= 0 && pass < passCount(state) && pass !== cursorOf(state).pass) act.showPass(pass);
}
