/** What the code of one module calls: the meaning of every name in the transform's contract. */
import type { HelperName, Tree } from '../../instrument/contract';
import type { Site } from '../../recording/schema';
import type { Budget } from './budget';
import type { ModuleLinks } from './contract';
import type { Frame, Frames } from './frames';
import type { Graph } from './graph';
import { operatorHelpers } from './operators';
import type { SeenTable } from './seen';

/** What all modules of a run share. */
export interface Shared {
  graph: Graph | null;
  sites: readonly Site[];
  frames: Frames;
  budget: Budget;
  /** Called with the site of an assignment that is about to happen. */
  onWrite(site: number): void;
  /** Called with what is about to be thrown at a site. */
  onThrow(value: unknown, site: number): void;
}

/**
 * One object a module, so that ids in its code count from 0 and its tables have a fixed size.
 * Everything returns its first argument unless said otherwise.
 */
export function moduleHelpers(
  shared: Shared,
  table: SeenTable,
  trees: readonly Tree[],
  links: ModuleLinks,
): Record<HelperName, unknown> {
  return {
    ...recordHelpers(shared, table),
    ...operatorHelpers(shared.graph, table, trees),
    ...frameHelpers(shared, table.base),
    import: links.import,
    meta: links.meta,
  };
}

function recordHelpers({ graph, sites, onWrite, onThrow }: Shared, table: SeenTable) {
  const { numbers, counts, base } = table;

  const note = <T>(value: T, id: number): T => {
    counts[id]++;
    if (graph !== null && typeof value === 'object' && value !== null) graph.stamp(base + id);
    table.note(value, id);
    return value;
  };
  const label = (value: unknown, id: number, kind: 'variable' | 'property' | 'param'): void => {
    if (graph === null || typeof value !== 'object' || value === null) return;
    graph.name(value, sites[base + id].name ?? '', base + id, kind);
  };

  return {
    numbers,
    counts,
    /** The value of an expression. */
    see: <T>(value: T, id: number): T => {
      if (typeof value !== 'number') return note(value, id);
      counts[id]++;
      numbers[id] = value;
      return value;
    },
    /** A leaf of an arithmetic tree, which has counted. */
    part: <T>(value: T, id: number): T => {
      if (typeof value === 'number') numbers[id] = value;
      else table.note(value, id);
      return value;
    },
    /** The value of a call or of `new`. */
    result: <T>(value: T, id: number): T => {
      if (graph !== null) graph.stamp(base + id);
      counts[id]++;
      if (typeof value === 'number') numbers[id] = value;
      else table.note(value, id);
      return value;
    },
    /** A value that is recorded already is bound to a variable, or to a property if `isProperty`. */
    name: <T>(value: T, id: number, isProperty?: 1): T => {
      if (typeof value === 'object') label(value, id, isProperty ? 'property' : 'variable');
      return value;
    },
    /** The same, and it is recorded here. */
    bind: <T>(value: T, id: number, isProperty?: 1): T => {
      counts[id]++;
      if (typeof value === 'number') {
        numbers[id] = value;
        return value;
      }
      label(value, id, isProperty ? 'property' : 'variable');
      table.note(value, id);
      return value;
    },
    param: (value: unknown, id: number): void => {
      counts[id]++;
      if (typeof value === 'number') {
        numbers[id] = value;
        return;
      }
      label(value, id, 'param');
      table.note(value, id);
    },
    /** A value that is about to be thrown. */
    thrown: <T>(value: T, id: number): T => {
      onThrow(value, base + id);
      return value;
    },
    /** A value that is about to be assigned to `data` or `grad`. */
    write: <T>(value: T, id: number): T => {
      onWrite(base + id);
      return value;
    },
  };
}

function frameHelpers({ frames, budget }: Shared, base: number) {
  const { steps } = budget;
  return {
    steps,
    trip: (id: number): void => budget.trip(base + id),
    root: frames.root,
    /** A call begins; returns its frame. */
    enter: (id: number, receiver?: unknown): Frame => {
      if (--steps[0] < 0) budget.trip(base + id);
      return frames.enter(base + id, receiver);
    },
    leave: (frame: Frame): void => frames.leave(frame),
    /** The call that has no frame yet, or `frame`, goes on; returns its frame. */
    again: (frame: Frame | undefined, id: number, receiver?: unknown): Frame =>
      frame === undefined ? frames.enter(base + id, receiver) : frames.reenter(frame),
    /** Leaves the frame of `again`; returns the value that was computed in it. */
    within: <T>(frame: Frame, value: T): T => {
      frames.leave(frame);
      return value;
    },
    /** A loop begins; returns its frame. */
    loop: (id: number, outer: Frame): Frame => frames.loop(base + id, outer),
    end: (frame: Frame): void => frames.end(frame),
    /** Returns the value that is waited for. */
    suspend: <T>(frame: Frame, value: T): T => {
      frames.suspend(frame);
      return value;
    },
    /** Returns the value that was waited for. */
    resume: <T>(frame: Frame, inner: Frame, value: T): T => {
      frames.resume(frame, inner);
      return value;
    },
    /** A `catch` or `finally` begins, in the loop or call `inner` of the call `frame`. */
    caught: (frame: Frame, inner: Frame): void => {
      frames.resume(frame, inner);
      budget.rethrow();
    },
  };
}
