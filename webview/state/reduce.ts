/** The store's one function: what any message or action makes of the state. No DOM, no clock, no wire. */

import type { Found } from '../../src/protocol/find';
import type { Status, ToPanel } from '../../src/protocol/panel';
import { announcement } from '../announce';
import { cornerOf } from '../mapCorner';
import type { Action } from './action';
import { anchored, graphSent, placed, valuesSent } from './pictures';
import { seeing } from './seeing';
import type { State } from './state';
import { viewed } from './view';
import { walked } from './walking';

/** The next state; the same object if nothing changed. */
export function reduce(state: State, event: ToPanel | Action): State {
  const next = changed(state, event);
  if (next === state) return state;
  const isSame = next.picture === state.picture && next.transform === state.transform && next.size === state.size;
  const isAside = next.search === state.search && next.related === state.related && next.pathFrom === state.pathFrom;
  const sighted = isSame ? next : seeing(next, state);
  const seen = isSame && isAside ? next : { ...sighted, mapCorner: cornerOf(sighted, state) };
  const said = announcement(state, seen);
  return said === null ? seen : { ...seen, said };
}

function changed(state: State, event: ToPanel | Action): State {
  switch (event.type) {
    case 'status':
      return statusSent(state, event.status);
    case 'graph':
      return graphSent(state, event.graph);
    case 'values':
      return valuesSent(state, event.values);
    case 'series':
      return { ...state, series: event.series };
    case 'plots':
      return { ...state, plots: event.plots };
    case 'detail':
      return { ...state, detail: event.detail };
    case 'found':
      return searchAnswered(state, event.found);
    case 'related':
      return { ...state, related: event.related, isolated: event.isolated };
    case 'searched':
      return {
        ...state,
        search: event.text === null ? null : { found: null, ...state.search, text: event.text, at: -1 },
      };
    case 'resultShown':
      return state.search ? { ...state, search: { ...state.search, at: event.at } } : state;
    case 'pathFrom':
      return { ...state, pathFrom: event.node };
    case 'going':
      return { ...state, going: event.node === null ? null : { node: event.node, revealed: null } };
    case 'revealed':
      return state.going?.node === event.node
        ? { ...state, going: { node: event.node, revealed: { beside: event.beside } } }
        : state;
    case 'scaleOf':
      return { ...state, scaleOf: event.name };
    case 'notFinite':
      return { ...state, notFinite: { ids: event.ids, first: event.first } };
    case 'lit':
      return { ...state, lit: event.nodes };
    case 'draw':
      // It asks for a file of what is shown, and changes nothing of that.
      return state;
    case 'opStyle':
      return state.opStyle === event.opStyle ? state : { ...state, opStyle: event.opStyle };
    case 'placed':
      return placed(state, event.scene, event.values);
    case 'anchored':
      return anchored(state, event.key);
    case 'hovered':
      return state.hovered === event.key ? state : { ...state, hovered: event.key };
    case 'slow':
      return state.status.state === 'running' ? { ...state, slow: true } : state;
    case 'playing':
      return state.playing === event.playing ? state : { ...state, playing: event.playing };
    case 'speed':
      return { ...state, speed: event.speed };
    case 'wanted':
      return { ...state, wanted: event.cursor };
    case 'covered':
      return { ...state, covered: event.boxes };
    case 'chartResized':
      return state.chartWidth === event.width ? state : { ...state, chartWidth: event.width };
    case 'logScale':
      return { ...state, logScale: event.logScale };
    case 'hoveredPass':
      return state.hoveredPass === event.pass ? state : { ...state, hoveredPass: event.pass };
    case 'help':
      return state.help === event.shown ? state : { ...state, help: event.shown };
    case 'selected':
      return { ...state, selected: event.node };
    case 'roved':
      return state.rover === event.key ? state : { ...state, rover: event.key };
    case 'walked':
      return walked(state, event.walk);
    default:
      return viewed(state, event);
  }
}

/** The result on show stays the one on show when the same search finds more. */
function searchAnswered(state: State, found: Found): State {
  const { search } = state;
  return search ? { ...state, search: { ...search, found } } : state;
}

function statusSent(state: State, status: Status): State {
  const slow = status.state === 'running' && (state.slow || status.ms >= SLOW_MS);
  return { ...state, status, slow };
}

/** A run that ends sooner than this shows no progress. */
export const SLOW_MS = 200;
