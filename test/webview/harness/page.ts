/** A host in the page itself: sends one scenario's messages, answers what the panel asks, and keeps what it was sent. */

import type { Cursor, FromPanel, OpStyle, Series, Status, ToPanel } from '../../../src/protocol/panel';
import { Folded } from '../folded';
import { losses, neuron, perceptron, type Sample, unnamed } from '../samples';
import { contrasts } from './contrast';

interface Scenario {
  sample: Sample | null;
  /** In place of a sample: a graph whose groups open and close, and whose numbers are sent when they are looked at. */
  folded?: Folded;
  cursor: Cursor;
  status?: Partial<Status>;
  series?: Series;
  lit?: number[];
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
  if (message.type === 'seek') seek(message.cursor);
  if (message.type !== 'ready') return;
  const { sample, series, status, lit, opStyle } = scenario;
  send({ type: 'status', status: { ...STATUS, ...status } });
  if (opStyle) send({ type: 'opStyle', opStyle });
  if (series) send({ type: 'series', series: [series] });
  if (scenario.folded) sendFolded(scenario.folded);
  if (!sample) return;
  send({ type: 'graph', graph: sample.graph(key) });
  seek(scenario.cursor);
  if (lit) send({ type: 'lit', nodes: lit });
}

Object.assign(window, {
  contrasts,
  posted,
  send,
  acquireVsCodeApi: () => ({
    postMessage: (message: FromPanel) => setTimeout(answer, 5, message),
    getState: () => state,
    setState: (next: unknown) => {
      state = next;
    },
  }),
});
