/** Everything that a user can do in the panel: the views call these, keys are bound to them. */

import type { Cursor, FromPanel, OpStyle } from '../src/protocol/panel';
import type { Point } from './graph/geometry';
import type { Command, WalkCommand } from './keys';
import { playFrom } from './player';
import { type Action, cursorOf, LAST_STEP, passCount, type State, steppedBy } from './store';

export interface Actions {
  seek(cursor: Cursor): void;
  step(delta: number): void;
  /** `pass` −1: the whole tape; any other: the end of that pass. */
  showPass(pass: number): void;
  togglePlay(): void;
  setSpeed(speed: number): void;
  select(node: number | null): void;
  /** The keyboard's focus is on this node. */
  rove(node: number): void;
  /** Shows the hidden surroundings of a node. */
  focusPart(node: number | null): void;
  toggleOpStyle(): void;
  setLogScale(logScale: boolean): void;
  hoverPass(pass: number | null): void;
  /** Shows the scale of a series in the chart. */
  showScale(series: string): void;
  /** Shows a frame of a plot; null: that of the pass on show. */
  showFrame(plot: number, frame: number | null): void;
  pan(dx: number, dy: number): void;
  zoom(factor: number, at?: Point): void;
  fit(): void;
  post(message: Extract<FromPanel, { type: 'run' | 'cancel' | 'showError' | 'showPartial' }>): void;
}

/** `post` goes to the host, `dispatch` to the store. */
export function createActions(
  state: () => State,
  dispatch: (action: Action | { type: 'opStyle'; opStyle: OpStyle }) => void,
  post: (message: FromPanel) => void,
): Actions {
  const seek = (cursor: Cursor): void => {
    dispatch({ type: 'wanted', cursor });
    post({ type: 'seek', cursor });
  };
  return {
    seek,
    step: delta => {
      const cursor = steppedBy(state(), delta);
      if (cursor) seek(cursor);
    },
    showPass: pass => seek({ pass, step: pass < 0 ? 0 : LAST_STEP }),
    togglePlay: () => {
      const begin = !state().playing;
      const from = begin ? playFrom(state()) : null;
      if (begin && passCount(state()) === 0) return;
      if (from) seek(from);
      dispatch({ type: 'playing', playing: begin });
    },
    setSpeed: speed => dispatch({ type: 'speed', speed }),
    select: node => {
      dispatch({ type: 'selected', node });
      post({ type: 'select', node });
    },
    rove: node => dispatch({ type: 'roved', node }),
    focusPart: node => post({ type: 'focus', node }),
    toggleOpStyle: () => {
      const opStyle = state().opStyle === 'badge' ? 'node' : 'badge';
      dispatch({ type: 'opStyle', opStyle });
      post({ type: 'opStyle', opStyle });
    },
    setLogScale: logScale => dispatch({ type: 'logScale', logScale }),
    hoverPass: pass => dispatch({ type: 'hoveredPass', pass }),
    showScale: name => dispatch({ type: 'scaleOf', name }),
    showFrame: (plot, frame) => post({ type: 'frame', plot, frame }),
    pan: (dx, dy) => dispatch({ type: 'panned', dx, dy }),
    zoom: (factor, at) => dispatch({ type: 'zoomed', factor, at }),
    fit: () => dispatch({ type: 'fitted' }),
    post,
  };
}

const ZOOM_KEY = 1.25;

/** What each key's command does; walks move the focus, which is the page's affair. */
const COMMANDS: Record<Exclude<Command, WalkCommand>, (act: Actions, state: State) => void> = {
  previousStep: act => act.step(-1),
  nextStep: act => act.step(1),
  firstStep: act => act.step(-LAST_STEP),
  lastStep: act => act.step(LAST_STEP),
  togglePlay: act => act.togglePlay(),
  zoomIn: act => act.zoom(ZOOM_KEY),
  zoomOut: act => act.zoom(1 / ZOOM_KEY),
  fit: act => act.fit(),
  choose: (act, { rover }) => act.select(rover),
  leave: (act, { selected }) => {
    if (selected !== null) act.select(null);
  },
  previousPass: (act, state) => toPass(passOf(state) < 0 ? passCount(state) - 1 : passOf(state) - 1, state, act),
  nextPass: (act, state) => toPass(passOf(state) + 1, state, act),
  firstPass: (act, state) => toPass(0, state, act),
  lastPass: (act, state) => toPass(passCount(state) - 1, state, act),
};

export function run(command: Exclude<Command, WalkCommand>, state: State, act: Actions): void {
  COMMANDS[command](act, state);
}

function passOf(state: State): number {
  return cursorOf(state).pass;
}

function toPass(pass: number, state: State, act: Actions): void {
  if (pass >= 0 && pass < passCount(state) && pass !== cursorOf(state).pass) act.showPass(pass);
}
