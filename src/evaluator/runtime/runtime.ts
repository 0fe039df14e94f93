/** The runtime of one run: engine, frames, budget and records put together. */
import { NONE, type SeenColumns, type Site } from '../../recording/schema';
import { Budget } from './budget';
import type { Runtime, RuntimeOptions } from './contract';
import { Frames } from './frames';
import { moduleHelpers, type Shared } from './helpers';
import { Previews } from './preview';
import { ReceiverNames } from './receivers';
import { Scopes } from './scopes';
import { type SeenRow, SeenTable } from './seen';

const PERIOD_MS = 5;

export function createRuntime(options: RuntimeOptions): Runtime {
  const { graph, intern } = options;
  const isProxy = options.isProxy ?? (() => false);
  const sites: Site[] = [];
  const tables: SeenTable[] = [];
  const frames = new Frames();
  const previews = new Previews(isProxy, value => graph?.preview?.(value));
  const scopes = new Scopes(frames, sites, new ReceiverNames(isProxy), intern);
  const budget = new Budget({
    periodMs: options.periodMs ?? PERIOD_MS,
    now: options.now ?? (() => performance.now()),
    onPeriod: () => {
      previews.refill();
      for (const table of tables) table.settle();
    },
    onTrip: site => options.onTrip(site),
  });
  let writeSite = NONE;
  let thrown: { value: unknown; site: number } | null = null;
  const shared: Shared = {
    graph,
    sites,
    frames,
    budget,
    onWrite: site => {
      writeSite = site;
    },
    onThrow: (value, site) => {
      thrown = { value, site };
    },
  };

  return {
    sites,
    load(module, links) {
      const base = sites.length;
      for (const site of module.sites) sites.push(site);
      const table = new SeenTable(module, base, graph, previews);
      tables.push(table);
      return { base, helpers: moduleHelpers(shared, table, module.trees, links) };
    },
    scopeId: () => scopes.id(frames.current),
    takeWriteSite() {
      const site = writeSite;
      writeSite = NONE;
      return site;
    },
    siteOfThrown: value => (thrown !== null && Object.is(thrown.value, value) ? thrown.site : NONE),
    get limit() {
      return budget.limit;
    },
    trip: budget.look,
    beginStep: () => scopes.beginStep(frames.current),
    takeScopes: () => scopes.take(),
    takeSeen: () => columns(tables.flatMap(table => [...table.take(intern)])),
  };
}

function columns(rows: readonly SeenRow[]): SeenColumns {
  return {
    site: Uint32Array.from(rows, row => row.site),
    count: Uint32Array.from(rows, row => row.count),
    kind: Uint8Array.from(rows, row => row.kind),
    value: Float64Array.from(rows, row => row.value),
  };
}
