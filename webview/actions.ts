/** Everything that a user can do in the panel: the views call these, keys are bound to them. */

import type { TableWindow } from '../src/protocol/detail';
import type { Relation } from '../src/protocol/find';
import type { Fold } from '../src/protocol/graph';
import { type Cursor, type FromPanel, LAST_STEP, type OpStyle } from '../src/protocol/panel';
import { aroundRover, pressed, spread, toggled, turned } from './foldChoice';
import type { Point } from './graph/geometry';
import { type Hit, hit, locate } from './graph/locate';
import type { SeenFold } from './graph/sight';
import { playFrom } from './player';
import type { Action } from './state/action';
import { passCount, steppedBy } from './state/cursor';
import type { State } from './state/state';

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
  /** The keyboard's focus is on this, or comes to it with Tab. */
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
  /** Selects a value and goes to it. */
  show(node: number): void;
  showSource(node: number): void;
  /** Selects the value that the numbers that are not finite began with, and goes to it. */
  showFirstNotFinite(): void;
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
  const show = (node: number): void => {
    select(node);
    goTo(node);
  };
  let searching: ReturnType<typeof setTimeout> | undefined;
  /** What the search said when it was closed: it says so again. */
  let closedWith = '';
  const search = (text: string): void => {
    dispatch({ type: 'searched', text });
    clearTimeout(searching);
    searching = setTimeout(() => post({ type: 'find', text }), TYPING_MS);
  };
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
      const cell = sight?.cells.find(({ key }) => key === rover);
      const stack = sight?.folds.find(({ key }) => key === cell?.within);
      if (cell && stack) fold(stack, cell.index);
      const value = sight?.values.find(({ key }) => key === rover);
      const reference = sight?.references.find(({ key }) => key === rover);
      if (value) select(value.id);
      if (reference) select(picture?.numbers?.referred(reference.user, reference.input) ?? null);
    },
    rove: key => dispatch({ type: 'roved', key }),
    hover: key => dispatch({ type: 'hovered', key }),
    fold,
    turn: delta => {
      const around = aroundRover(state());
      if (around) fold(around.fold, turned(around.fold, delta));
    },
    spread: () => {
      const around = aroundRover(state());
      if (around) fold(around.fold, spread(around.fold, around.copy));
    },
    foldAll: open => {
      dispatch({ type: 'anchored', key: null });
      post({ type: 'foldAll', open });
    },
    goTo,
    show,
    showFirstNotFinite: () => {
      const { first } = state().notFinite;
      if (first !== null) show(first);
    },
    showSource: node => post({ type: 'showSource', node }),
    openSearch: () => {
      if (state().search === null) search(closedWith);
    },
    closeSearch: () => {
      closedWith = state().search?.text ?? closedWith;
      dispatch({ type: 'searched', text: null });
    },
    search,
    showResult: index => {
      const node = state().search?.found?.ids[index];
      if (node === undefined) return;
      dispatch({ type: 'resultShown', at: index });
      show(node);
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

/** A search begins when one stops typing. */
const TYPING_MS = 120;
