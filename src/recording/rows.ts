/** Takes apart what was put together: rows of columns as the chunks that they stand for. */
import {
  NONE,
  type Pass,
  type RepeatedPassColumns,
  type Repetition,
  type RepetitionColumns,
  type StandIns,
} from './schema';

export function* repetitionsOf(columns: RepetitionColumns): Iterable<Repetition & { standIns: StandIns }> {
  const { of, count, first, changes, scopes } = columns;
  for (let row = 0, change = 0, scope = 0; row < of.length; row++) {
    const nextChange = change + changes[row];
    const nextScope = scope + scopes[row];
    yield {
      of: of[row],
      count: count[row],
      first: first[row],
      changed: columns.changed.subarray(change, nextChange),
      data: columns.data.subarray(change, nextChange),
      standIns: columns.standIns.subarray(scope, nextScope),
    };
    change = nextChange;
    scope = nextScope;
  }
}

export function* passesOf(columns: RepeatedPassColumns): Iterable<Pass> {
  const { pass, first, by, root, loss, length, site, touched, added } = columns;
  for (let row = 0, node = 0, leaf = 0; row < pass.length; row++) {
    const nextLeaf = leaf + added[row];
    const isThinned = touched[row] === NONE;
    const next = node + (isThinned ? 0 : touched[row]);
    yield {
      kind: 'backward',
      root: root[row],
      loss: loss[row],
      length: length[row],
      site: site[row],
      nodes: columns.nodes.subarray(node, next),
      grads: columns.grads.subarray(node, next),
      repeats: { pass: pass[row], first: first[row], by: by[row] },
      ...(isThinned ? { isThinned } : {}),
      ...(nextLeaf > leaf ? { accumulated: columns.accumulated.subarray(leaf, nextLeaf) } : {}),
    };
    node = next;
    leaf = nextLeaf;
  }
}
