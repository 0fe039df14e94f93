/** Everything that a user can do in the panel: the views call these, keys are bound to them. */

import type { TableWindow } from '../src/protocol/detail';
import type { Relation } from '../src/protocol/find';
import type { Fold } from '../src/protocol/graph';
import type { Cursor, FromPanel, OpStyle } from '../src/protocol/panel';
import { foldButtons } from './graph/drawFold';
import type { Point } from './graph/geometry';
import { type Hit, hit, locate } from './graph/locate';
import type { SeenFold } from './graph/sight';
import type { Command, PageCommand } from './keys';
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
  /** A click at a point of the picture's element: selects a value, opens or closes a group. */
  pick(at: Point): void;
  /** The same for what the keyboard is on. */
  choose(): void;
  /** The keyboard's focus is on this. */
  rove(key: string): void;
  hover(key: string | null): void;
  fold(of: SeenFold, fold: Fold): void;
  /** Turns a stack that the keyboard is on to the copy before or after. */
  turn(delta: number): void;
  /** Shows all copies of a stack that the keyboard is on, or one of them again. */
  spread(): void;
  /** Opens everything, or goes back to what is open by itself. */
  foldAll(open: boolean): void;
  /** Opens what hides a value, and brings it into view. */
  goTo(node: number): void;
  showSource(node: number): void;
  openSearch(): void;
  closeSearch(): void;
  search(text: string): void;
  /** Goes to a result of the search, by its index. */
  showResult(index: number): void;
  /** Of a path, the other end is the value that is selected next. */
  relate(relation: Relation, node: number): void;
  unrelate(): void;
  isolate(on: boolean): void;
  page(window: TableWindow): void;
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
  /** Brings a point of the picture into the middle of the view. */
  centre(point: Point): void;
  /** Shows or hides the list of keys. */
  showHelp(shown: boolean): void;
  post(message: Extract<FromPanel, { type: 'run' | 'cancel' | 'showError' | 'showPartial' | 'export' }>): void;
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
  const select = (node: number | null): void => {
    const { pathFrom } = state();
    dispatch({ type: 'selected', node });
    post({ type: 'select', node });
    if (pathFrom === null || node === null || node === pathFrom) return;
    dispatch({ type: 'pathFrom', node: null });
    post({ type: 'relate', relation: 'path', node: pathFrom, other: node });
  };
  const goTo = (node: number): void => {
    dispatch({ type: 'going', node });
    const { picture } = state();
    if (picture && locate(picture.scene, node)?.isExact) return;
    post({ type: 'reveal', node });
  };
  let searching: ReturnType<typeof setTimeout> | undefined;
  const fold = (of: SeenFold, to: Fold): void => {
    dispatch({ type: 'anchored', key: of.key });
    const serial = state().picture?.graph.serial ?? -1;
    post({ type: 'fold', serial, group: of.group, fold: to });
  };
  const pick = (found: Hit | null, at: Point): void => {
    if (found?.kind === 'value') select(found.id);
    else if (found?.kind === 'reference') select(state().picture?.numbers?.referred(found.user, found.input) ?? null);
    else if (found?.kind === 'cell' && found.onHead) fold(found.fold, found.index);
    else if (found?.kind === 'fold' && (found.onHead || found.fold.item.template === null)) {
      fold(found.fold, pressed(found.fold, at) ?? toggled(found.fold));
    } else select(null);
  };
  const onRover = (): SeenFold | undefined => state().sight?.folds.find(({ key }) => key === state().rover);
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
    select,
    pick: at => {
      const { picture, transform } = state();
      if (!picture) return;
      const point = transform.invert(at);
      pick(hit(picture.scene, point), point);
    },
    choose: () => {
      const { sight, rover, picture } = state();
      const of = onRover();
      if (of) fold(of, toggled(of));
      const value = sight?.values.find(({ key }) => key === rover);
      const reference = sight?.references.find(({ key }) => key === rover);
      if (value) select(value.id);
      if (reference) select(picture?.numbers?.referred(reference.user, reference.input) ?? null);
    },
    rove: key => dispatch({ type: 'roved', key }),
    hover: key => dispatch({ type: 'hovered', key }),
    fold,
    turn: delta => {
      const of = aroundRover(state());
      if (of) fold(of, turned(of, delta));
    },
    spread: () => {
      const of = aroundRover(state());
      if (of?.item.kind === 'repeat') fold(of, of.item.fold === 'all' ? 0 : 'all');
    },
    foldAll: open => {
      dispatch({ type: 'anchored', key: null });
      post({ type: 'foldAll', open });
    },
    goTo,
    showSource: node => post({ type: 'showSource', node }),
    openSearch: () => dispatch({ type: 'searched', text: state().search?.text ?? '' }),
    closeSearch: () => dispatch({ type: 'searched', text: null }),
    search: text => {
      dispatch({ type: 'searched', text });
      clearTimeout(searching);
      searching = setTimeout(() => post({ type: 'find', text }), TYPING_MS);
    },
    showResult: index => {
      const node = state().search?.found?.ids[index];
      if (node === undefined) return;
      dispatch({ type: 'resultShown', at: index });
      select(node);
      goTo(node);
    },
    relate: (relation, node) => {
      dispatch({ type: 'pathFrom', node: relation === 'path' ? node : null });
      if (relation !== 'path') post({ type: 'relate', relation, node, other: null });
    },
    unrelate: () => {
      dispatch({ type: 'pathFrom', node: null });
      post({ type: 'unrelate' });
    },
    isolate: on => {
      dispatch({ type: 'anchored', key: null });
      post({ type: 'isolate', on });
    },
    page: window => post({ type: 'page', window }),
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
    centre: point => {
      const { transform, size } = state();
      const now = transform.apply(point);
      dispatch({ type: 'panned', dx: size.width / 2 - now.x, dy: size.height / 2 - now.y });
    },
    showHelp: shown => dispatch({ type: 'help', shown }),
    post,
  };
}

/** The stack that the keyboard is on, or in. */
function aroundRover({ sight, rover }: State): SeenFold | undefined {
  if (!sight || rover === null) return undefined;
  const all = [...sight.folds, ...sight.cells, ...sight.values, ...sight.references];
  const within = new Map(all.map(seen => [seen.key, seen.within]));
  const folds = new Map(sight.folds.map(fold => [fold.key, fold]));
  for (let key: string | undefined = rover; key; key = within.get(key)) {
    const fold = folds.get(key);
    if (fold?.item.kind === 'repeat') return fold;
  }
  return undefined;
}

/** What a press on the head of a box does; null: it is on none of its buttons. */
function pressed(of: SeenFold, at: Point): Fold | null {
  const { card } = of.placed;
  const [x, y] = [at.x - of.x - card.x, at.y - of.y - card.y];
  const button = foldButtons(of).find(({ box }) => {
    return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
  });
  if (!button) return null;
  if (button.name === 'all') return 'all';
  return button.name === 'one' ? 0 : turned(of, button.name === 'next' ? 1 : -1);
}

function toggled({ item }: SeenFold): Fold {
  if (item.template !== null) return 'closed';
  return item.kind === 'repeat' ? 0 : 'open';
}

/** The copy before or after the one on show; the last is followed by the first. */
function turned({ item }: SeenFold, delta: number): Fold {
  if (item.kind !== 'repeat') return item.template === null ? 'closed' : 'open';
  const count = item.at.length;
  return typeof item.fold === 'number' ? (item.fold + delta + count) % count : 0;
}

/** A search begins when one stops typing. */
const TYPING_MS = 120;

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
