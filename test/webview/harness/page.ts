/** A host in the page itself: sends one scenario's messages, answers what the panel asks, and keeps what it was sent. */

import type { Graph } from '../../../src/protocol/graph';
import type {
  Cursor,
  FromPanel,
  OpStyle,
  PlotView,
  Series,
  Status,
  ToPanel,
  Values,
} from '../../../src/protocol/panel';
import { Folded } from '../folded';
import { losses, neuron, overflow, perceptron, unnamed } from '../samples';
import { THEMES, type ThemeName } from '../themes';
import { contrasts } from './contrast';
import { Folding } from './folding';

/** What a scenario's computation says of itself. */
interface Told {
  graph(key: string): Graph;
  values(cursor: Cursor): Values;
  /** Takes what opens and closes; false: there is nothing to open. */
  fold?(message: FromPanel): boolean;
}

interface Scenario {
  sample: Told | null;
  /** In place of a sample: a graph whose groups open and close, and whose numbers are sent when they are looked at. */
  folded?: Folded;
  cursor: Cursor;
  status?: Partial<Status>;
  series?: Series;
  plots?: PlotView[];
  lit?: number[];
  notFinite?: { ids: number[]; first: number };
  opStyle?: OpStyle;
}

const START: Cursor = { pass: 0, step: 0 };
const WHOLE: Cursor = { pass: -1, step: 0 };

const FAILURE: Partial<Status> = {
  state: 'failed',
  stale: 'of the last run that worked',
  error: {
    message: "Cannot read properties of undefined (reading 'backward').",
    hint: 'The variable on this line has no value yet: is it assigned above?',
    place: 'neuron.ts:14:3',
  },
  partial: { shown: false, nodes: 7 },
};

const PLOT = { place: 'a.ts:3', frames: 1, shown: 0, number: 0, count: 1, follows: true };
const PLOTS: PlotView[] = [
  {
    ...PLOT,
    id: 1,
    title: 'loss',
    frames: 3,
    shown: 1,
    number: 4,
    count: 7,
    picture: { kind: 'line', x: [0, 1, 2], y: [1, null, 3] },
  },
  { ...PLOT, id: 2, title: '', picture: { kind: 'scatter', x: [0, 1], y: [1, 2] } },
  { ...PLOT, id: 3, title: 'weights', picture: { kind: 'hist', low: 0, high: 1, counts: [1, 2, 3], omitted: 0 } },
  { ...PLOT, id: 4, title: '', picture: { kind: 'heatmap', width: 2, cells: [1, -1, 0, 2] } },
];

const SCENARIOS: Record<string, () => Scenario> = {
  neuron: () => ({ sample: neuron(), cursor: WHOLE }),
  start: () => ({ sample: neuron(), cursor: START }),
  step: () => ({ sample: neuron(), cursor: { pass: 0, step: 4 } }),
  unnamed: () => ({ sample: unnamed(), cursor: { pass: 0, step: 6 } }),
  lit: () => ({ sample: neuron(), cursor: WHOLE, lit: [5, 6] }),
  nodes: () => ({ sample: neuron(), cursor: { pass: 0, step: 2 }, opStyle: 'node' }),
  training: () => ({ sample: neuron(), cursor: { pass: 6, step: 2 }, series: losses() }),
  mlp: () => ({ sample: perceptron(4), cursor: WHOLE, series: losses() }),
  folded: () => ({ sample: null, folded: new Folded(), cursor: WHOLE }),
  overview: () => ({ sample: null, folded: overview(), cursor: WHOLE }),
  page: () => ({ sample: null, folded: new Folded(100, { sample: 4, dot: 'open' }), cursor: WHOLE }),
  copies: () => ({ sample: null, folded: new Folded(9, { sample: 'all' }), cursor: WHOLE }),
  far: () => ({ sample: null, folded: new Folded(1000, { sample: 'all', dot: 'open' }), cursor: WHOLE }),
  folds: () => ({ sample: new Folding(), cursor: WHOLE }),
  unfolded: () => ({ sample: new Folding('open', 1), cursor: { pass: 0, step: 1 } }),
  notFinite: () => ({ sample: overflow(), cursor: WHOLE, notFinite: { ids: [1, 2, 4, 5], first: 1 } }),
  notFiniteFolded: () => ({
    sample: null,
    folded: new Folded(),
    cursor: WHOLE,
    notFinite: { ids: [35, 48], first: 35 },
  }),
  notFiniteFar: () => ({
    sample: null,
    folded: new Folded(1000, { sample: 'all', dot: 'open' }),
    cursor: WHOLE,
    notFinite: { ids: [5003, 7008], first: 5003 },
  }),
  spread: () => ({ sample: new Folding('open', 'all'), cursor: WHOLE, lit: [10] }),
  plots: () => ({ sample: neuron(), cursor: WHOLE, plots: PLOTS }),
  running: () => ({
    sample: neuron(),
    cursor: WHOLE,
    status: { state: 'running', nodes: 65818, passes: 12, ms: 4200, stale: 'of the run before' },
    series: losses(12),
  }),
  failed: () => ({ sample: neuron(), cursor: WHOLE, status: FAILURE }),
  failedEmpty: () => ({ sample: null, cursor: WHOLE, status: { ...FAILURE, stale: null, partial: null } }),
  stale: () => ({ sample: neuron(), cursor: WHOLE, status: { stale: 'the text has changed since' } }),
  empty: () => ({
    sample: null,
    cursor: WHOLE,
    status: {
      state: 'idle',
      passes: 0,
      empty:
        "Import Value from 'tapelens', compute with it, and call backward() on the result: then the graph appears here.",
    },
  }),
};

function overview(): Folded {
  const folded = new Folded();
  folded.foldAll(false);
  return folded;
}

const STATUS: Status = {
  title: 'neuron.ts',
  state: 'done',
  nodes: 10,
  passes: 1,
  ms: 31,
  stale: null,
  error: null,
  empty: null,
  partial: null,
};

const name = new URLSearchParams(location.search).get('scenario') ?? 'neuron';
const scenario = SCENARIOS[name]();
const key = `key of ${name}`;
const posted: FromPanel[] = [];
let state: unknown = null;

function send(message: ToPanel): void {
  window.postMessage(message, '*');
}

function seek(cursor: Cursor): void {
  const { sample, series } = scenario;
  const last = (series?.points.length ?? 1) - 1;
  if (sample) send({ type: 'values', values: sample.values({ ...cursor, pass: Math.min(cursor.pass, last) }) });
}

function sendFolded(folded: Folded): void {
  send({ type: 'graph', graph: folded.graph() });
  send({ type: 'values', values: folded.values() });
}

/** What a host does about groups and about what is in view. */
function answerFolded(folded: Folded, message: FromPanel): void {
  if (message.type === 'look') {
    folded.look(message);
    send({ type: 'values', values: folded.values() });
  }
  if (message.type !== 'fold' && message.type !== 'foldAll') return;
  if (message.type === 'fold') folded.fold(message.group, message.fold);
  else folded.foldAll(message.open);
  sendFolded(folded);
}

function answer(message: FromPanel): void {
  posted.push(message);
  if (scenario.folded) answerFolded(scenario.folded, message);
  const { sample, series, plots, status, lit, opStyle, notFinite } = scenario;
  if (message.type === 'seek') seek(message.cursor);
  if (sample?.fold?.(message)) {
    send({ type: 'graph', graph: sample.graph(key) });
    seek(scenario.cursor);
  }
  if (message.type !== 'ready') return;
  send({ type: 'status', status: { ...STATUS, ...status } });
  if (opStyle) send({ type: 'opStyle', opStyle });
  if (series) send({ type: 'series', series: [series] });
  if (scenario.folded) sendFolded(scenario.folded);
  if (notFinite) send({ type: 'notFinite', ids: Uint32Array.from(notFinite.ids), first: notFinite.first });
  if (plots) send({ type: 'plots', plots });
  if (!sample) return;
  send({ type: 'graph', graph: sample.graph(key) });
  seek(scenario.cursor);
  if (lit) send({ type: 'lit', nodes: lit });
}

/** As the editor changes the theme of a webview that is open. */
function showTheme(theme: ThemeName): void {
  const { bodyClass, variables } = THEMES[theme];
  document.body.className = bodyClass;
  document.querySelector('link[href="/theme.css"]')?.remove();
  document.documentElement.removeAttribute('style');
  for (const [variable, value] of Object.entries(variables)) {
    document.documentElement.style.setProperty(`--vscode-${variable}`, value);
  }
}

Object.assign(window, {
  contrasts,
  posted,
  scenarios: Object.keys(SCENARIOS),
  send,
  sendStatus: (status: Partial<Status>) => send({ type: 'status', status: { ...STATUS, ...status } }),
  showTheme,
  acquireVsCodeApi: () => ({
    postMessage: (message: FromPanel) => setTimeout(answer, 5, message),
    getState: () => state,
    setState: (next: unknown) => {
      state = next;
    },
  }),
});
