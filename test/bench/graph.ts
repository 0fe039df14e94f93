/**
 * The picture: laying out, opening and moving, in a browser with the packaged panel. A recording is made once, by the
 * packaged evaluator; every measurement has a panel of its own, whose layout worker is warm.
 */
import fs from 'node:fs';
import path from 'node:path';
import ELK from 'elkjs/lib/elk.bundled.js';
import type { ElkNode } from 'elkjs/lib/elk-api';
import { exhibitOf } from '../../src/exporters/exhibit';
import type { Fold, Graph } from '../../src/protocol/graph';
import { outlineOf } from '../../src/recording/outline/outline';
import { Recording } from '../../src/recording/recording';
import { extentOf } from '../../src/view/graph';
import { lastCursor } from '../../src/view/values';
import { compose } from '../../webview/graph/compose';
import { solve } from '../../webview/graph/elk';
import { drawStyle } from '../../webview/graph/measure';
import type { Scene } from '../../webview/graph/placed';
import { ROOT } from '../files';
import { makeTemporary, removeTemporary } from '../testHost/temporary';
import type { Comparison, Contender, Work } from './comparison';
import { type Drawing, drawingOf, drawingOfDot, drawingOfElk, type Quality, qualityOf } from './drawing';
import { evaluate } from './evaluate';
import { dotOf, elkOf } from './flat';
import { closeBrowser, PanelPage, type Shown } from './panelPage';
import { runProgram } from './program';
import { findDot } from './python';
import { median } from './race';
import { SMALL_GRAPHS } from './smallGraphs';

const LESSONS = ['neuron', 'expression', 'accumulation'];

/** The loss of a small network over four samples, as in micrograd's lecture. */
const LOSS = `import { MLP, Value } from 'tapelens';
const network = new MLP(3, [4, 4, 1]);
const xs = [[2, 3, -1], [3, -1, 0.5], [0.5, 1, 1], [1, 1, -1]];
const ys = [1, -1, -1, 1];
let loss = new Value(0);
for (let i = 0; i < xs.length; i++) loss = loss + (network.forward(xs[i]) - ys[i]) ** 2;
loss.backward();
`;

/** The loss of a larger network: about 650 values a sample. */
const network = (samples: number) => `import { MLP, Value } from 'tapelens';
const network = new MLP(2, [16, 16, 1]);
let loss = new Value(0);
for (let i = 0; i < ${samples}; i++) {
  const out = network.forward([Math.sin(i), Math.cos(i)]);
  loss = loss + (1 - out * (i % 2 ? 1 : -1)).relu();
}
loss.backward();
`;

/** Four values in each turn of a loop. */
const loop = (turns: number) => `import { Value } from 'tapelens';
const a = new Value(0.5);
let x = new Value(1);
for (let i = 0; i < ${turns}; i++) {
  const y = a * x;
  const z = y + x;
  x = (z * 0.7).tanh();
}
x.backward();
`;

export async function graph(): Promise<Work[]> {
  const record = async (text: string) => (await evaluate(text)).recording;
  const [loss, small, middle, large] = await Promise.all([LOSS, network(2), network(386), network(1500)].map(record));
  const [fewTurns, manyTurns] = await Promise.all([loop(250), loop(250_000)].map(record));
  return [
    await opened(loss),
    drawn(loss),
    () => qualities(loss),
    folded('a network', large, small),
    () => stages('a network', large),
    folded('a loop', manyTurns, fewTurns),
    () => stages('a loop', manyTurns),
    unfolded('a network', large),
    unfolded('a loop', manyTurns),
    () => groups(loss, Infinity),
    () => groups(middle, 50),
    () => moves(middle),
    async () => {
      await closeBrowser();
      return [];
    },
  ];
}

const count = (recording: Recording) => `${recording.length.toLocaleString('en')} values`;

async function onPage<T>(use: (page: PanelPage) => Promise<T>): Promise<T> {
  const page = await PanelPage.open();
  try {
    return await use(page);
  } finally {
    await page.close();
  }
}

/** A warm panel's layout of everything against elkjs with its defaults on the same graph, flat, and against dot. */
async function opened(loss: Recording): Promise<Comparison> {
  const { scene } = await layOut(loss);
  const flat = elkOf(loss, cardOf(scene));
  const elk: Contender = {
    name: 'elkjs, flat, in the same worker',
    measure: () => onPage(async page => (await page.layOut(flat)).ms),
  };
  return {
    ...againstDot(loss, [elk]),
    what: `a loss of ${count(loss)}, everything open, laid out`,
    ours: { name: 'panel', measure: () => onPage(async page => (await page.showOpen(loss)).placing) },
  };
}

/** The same up to the picture on the screen. */
function drawn(loss: Recording): Comparison {
  return {
    ...againstDot(loss, []),
    what: `a loss of ${count(loss)}, everything open, from the graph's message to the picture`,
    ours: { name: 'panel', measure: () => onPage(async page => (await page.showOpen(loss)).drawing) },
  };
}

/** dot lays a graph out, flat, and writes a picture of it. */
function againstDot(recording: Recording, peers: Contender[]): Omit<Comparison, 'what' | 'ours'> {
  const version = findDot();
  const dir = makeTemporary();
  const dot = (ops: 'apart' | 'merged'): Contender => {
    const file = path.join(dir, `${ops}.dot`);
    fs.writeFileSync(file, dotOf(recording, ops));
    const name = `dot -Tsvg (graphviz ${version}, ops ${ops})`;
    return { name, measure: async () => (await runProgram('dot', ['-Tsvg', file, '-o', `${file}.svg`])).ms };
  };
  return {
    unit: 'ms',
    peers: [...(version ? [dot('apart'), dot('merged')] : []), ...peers],
    absent: version ? [] : ['no graphviz installed to compare with'],
    rounds: 7,
    warmUp: true,
    close: async () => removeTemporary(dir),
  };
}

/** The picture of everything, laid out here: the same as in the panel. */
async function layOut(recording: Recording): Promise<{ scene: Scene; graph: Graph }> {
  const { graph, values } = exhibitOf(recording, true).picture();
  const engine = new ELK();
  return { graph, scene: await compose(graph, drawStyle(graph, values, 'badge'), boxes => solve(engine, boxes)) };
}

/** How large most values' cards are. */
function cardOf({ graph, templates }: Scene): { width: number; height: number } {
  const cards = graph.templates.flatMap(({ items }, t) =>
    items.flatMap(({ kind }, i) => (kind === 'value' ? [templates[t].items[i]] : [])),
  );
  return { width: median(cards.map(({ width }) => width)), height: median(cards.map(({ height }) => height)) };
}

const written = ({ crossings, bends, area, length }: Quality) =>
  `crossings ${crossings}, bends ${bends}, area ${area} thousand px², edges ${length} px`;

const ORDERS = ['operands', 'free'] as const;

/** How good the loss graph and small graphs are drawn, one by one and the small ones in all. */
async function qualities(loss: Recording): Promise<string[]> {
  const lessons = LESSONS.map((name): [string, string] => [
    name,
    fs.readFileSync(path.join(ROOT, `media/lessons/${name}.ts`), 'utf8'),
  ]);
  const lines = [told('loss', loss, await drawings(loss))];
  const all = new Map<string, Quality>();
  for (const [name, text] of [...lessons, ...Object.entries(SMALL_GRAPHS)]) {
    const { recording } = await evaluate(text);
    const drawn = await drawings(recording);
    lines.push(told(name, recording, drawn));
    for (const [by, quality] of drawn) all.set(by, sumOf(all.get(by), quality));
  }
  return [...lines, `small graphs in all: ${list(all)}`];
}

/** The same graph by us, by dot in several ways, and by elkjs. */
async function drawings(recording: Recording): Promise<Map<string, Quality>> {
  const { scene } = await layOut(recording);
  const flat = await new ELK().layout(elkOf(recording, cardOf(scene)), {
    layoutOptions: { 'elk.algorithm': 'layered' },
  });
  const drawn = new Map([['ours', qualityOf(drawingOf(scene))]]);
  for (const ops of findDot() ? (['apart', 'merged'] as const) : []) {
    for (const order of ORDERS) {
      const drawing = await drawnByDot(dotOf(recording, ops, order));
      drawn.set(`dot, ops ${ops}, order ${order}`, qualityOf(drawing));
    }
  }
  return drawn.set('elkjs', qualityOf(drawingOfElk(flat as ElkNode)));
}

function sumOf(one: Quality | undefined, other: Quality): Quality {
  if (!one) return other;
  const names = ['crossings', 'bends', 'area', 'length'] as const;
  return Object.fromEntries(names.map(name => [name, one[name] + other[name]])) as Record<keyof Quality, number>;
}

const list = (drawn: ReadonlyMap<string, Quality>): string =>
  [...drawn].map(([by, quality]) => `${by} ${written(quality)}`).join('; ');

const told = (name: string, recording: Recording, drawn: ReadonlyMap<string, Quality>): string =>
  `${name}, ${count(recording)}: ${list(drawn)}`;

async function drawnByDot(text: string): Promise<Drawing> {
  const dir = makeTemporary();
  try {
    const file = path.join(dir, 'graph.dot');
    fs.writeFileSync(file, text);
    return drawingOfDot((await runProgram('dot', ['-Tplain', file])).stdout);
  } finally {
    removeTemporary(dir);
  }
}

/** The same recording, about which nothing is known yet. */
function anew(recording: Recording): Recording {
  return Recording.of(recording.chunks());
}

const show = (recording: Recording): Promise<Shown> => onPage(page => page.show(anew(recording)));

function folded(what: string, large: Recording, small: Recording): Comparison {
  const tape = (recording: Recording): Contender => ({
    name: `tape of ${count(recording)}`,
    measure: async () => (await show(recording)).total,
  });
  return {
    what: `${what}, as it opens by itself, from the recording to the picture`,
    unit: 'ms',
    ours: tape(large),
    peers: [tape(small)],
    rounds: 5,
    warmUp: true,
  };
}

/** What the time from a recording to its picture goes into. */
async function stages(what: string, recording: Recording): Promise<string[]> {
  const all: (Shown & { outline: number })[] = [];
  for (let round = 0; round < 3; round++) {
    const copy = anew(recording);
    const extent = extentOf(copy, lastCursor(copy).pass);
    const start = performance.now();
    outlineOf(copy, extent);
    all.push({ outline: performance.now() - start, ...(await show(recording)) });
  }
  return [`${what} of ${count(recording)}, as it opens by itself: ${parts(all, ['outline', 'host', ...ON_THE_WAY])}`];
}

const ON_THE_WAY = ['message', 'layout', 'rest'] as const;

function parts<K extends string>(all: readonly Record<K, number>[], names: readonly K[]): string {
  return names.map(name => `${name} ${median(all.map(each => each[name])).toFixed(0)} ms`).join(', ');
}

function unfolded(what: string, recording: Recording): Comparison {
  return {
    what: `${what}, everything opened from what opens by itself`,
    unit: 'ms',
    ours: {
      name: `tape of ${count(recording)}`,
      measure: () =>
        onPage(async page => {
          await page.show(recording);
          return (await page.openAll()).total;
        }),
    },
    peers: [],
    absent: ['nothing to compare with, 2000 ms is the aim'],
    rounds: 3,
    warmUp: false,
  };
}

/** Opens one closed group after the other until none is left, or enough: once with a copy of each stack, once with all. */
async function groups(recording: Recording, most: number): Promise<string[]> {
  const opened: { name: string; shown: Shown }[] = [];
  for (const stack of [0, 'all'] as const) {
    await onPage(async page => {
      await page.show(recording);
      for (const { group, isOpen } of foldsIn(page.graph, false)) {
        if (isOpen) await page.fold(group, 'closed');
      }
      const limit = Math.min(opened.length + most / 2, most);
      for (
        let closed = closedIn(page.graph);
        closed.length > 0 && opened.length < limit;
        closed = closedIn(page.graph)
      ) {
        const { group, kind, name } = closed[(opened.length * 7) % closed.length];
        opened.push({
          name,
          shown: await page.fold(group, kind === 'group' ? 'open' : stack),
        });
      }
    });
  }
  const times = opened.map(({ shown }) => shown.total);
  const worst = opened[times.indexOf(Math.max(...times))];
  const late = times.filter(ms => ms >= 150).length;
  return [
    `a network of ${count(recording)}, each of ${opened.length} groups opened: median ${median(times).toFixed(0)} ms, ` +
      `worst ${worst.shown.total.toFixed(0)} ms (${worst.name}: ${parts([worst.shown], ['host', ...ON_THE_WAY])}), ` +
      `${late} of them 150 ms or more`,
  ];
}

interface FoldIn {
  group: number;
  kind: 'group' | 'repeat';
  name: string;
  isOpen: boolean;
}

const closedIn = (graph: Graph): FoldIn[] => foldsIn(graph, true).filter(({ isOpen }) => !isOpen);

/** Groups and stacks of a picture; of copies that are all shown, those of the first. */
function foldsIn(graph: Graph, isDeep: boolean): FoldIn[] {
  const folds: FoldIn[] = [];
  const visit = (template: number, from: number): void => {
    for (const item of graph.templates[template].items) {
      if (item.kind !== 'group' && item.kind !== 'repeat') continue;
      const isOpen = item.template !== null;
      const first = item.kind === 'group' ? item.group : item.group[0];
      folds.push({ group: from + first, kind: item.kind, name: item.name, isOpen });
      if (item.template === null || !isDeep) continue;
      visit(item.template, from + (item.kind === 'group' ? first : item.group[shownOf(item.fold)]));
    }
  };
  visit(graph.templates.length - 1, graph.group);
  return folds;
}

const shownOf = (fold: Fold): number => (typeof fold === 'number' ? fold : 0);

const FRAMES = 240;

async function moves(recording: Recording): Promise<string[]> {
  const lines: string[] = [];
  for (const kind of ['pan', 'zoom'] as const) {
    const ours = await onPage(async page => {
      await page.show(recording);
      await page.openAll();
      return page.move(kind, FRAMES);
    });
    const empty = await PanelPage.open('empty');
    const none = await empty.move(kind, FRAMES);
    await empty.close();
    const told = [ours, none].map(
      ({ busy, between }) => `main thread ${spread(busy)}, from frame to frame ${spread(between)}`,
    );
    lines.push(`a network of ${count(recording)}, all open, ${kind}: ${told[0]}; an empty page: ${told[1]}`);
  }
  return lines;
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${median(times).toFixed(1)} ms (p95 ${sorted[Math.floor(sorted.length * 0.95)].toFixed(1)})`;
}
