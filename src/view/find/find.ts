/** Searches a graph: every node that matches, and the first ones in words. */
import type { Found, FoundRow } from '../../protocol/find';
import type { Cursor } from '../../protocol/panel';
import { END } from '../../recording/queries/history';
import { scopePath } from '../../recording/queries/scope';
import type { Recording } from '../../recording/recording';
import { nodeName } from '../names';
import { dataText, gradText } from '../values';
import { expressionIn } from './expressions';
import { NumbersAt } from './numbers';
import { parseQuery } from './parse';
import { predicateOf } from './predicate';
import type { NodeList, Query } from './query';
import { usesOf } from './uses';
import { whereabouts } from './whereabouts';

/** Ids that are told of one search, and rows. */
const MOST_IDS = 1_000_000;
const MOST_ROWS = 200;

const NONE = new Uint32Array(0);
const NONE_FOUND = { total: 0, ids: NONE, uses: { users: NONE, inputs: NONE }, rows: [] };

/**
 * What a text finds at a cursor. Where values are called by it as it is written, these alone: its parts may say something
 * else. A text that cannot be read finds nothing and says why.
 */
export function find(
  recording: Recording,
  nodes: NodeList,
  text: string,
  cursor: Cursor,
  limit = MOST_ROWS,
  mostIds = MOST_IDS,
): Found {
  const { query, error } = parseQuery(text);
  const asWritten = expressionIn(text);
  const named = asWritten === null ? NONE_FOUND : matching(recording, nodes, asWritten, cursor, mostIds);
  if (named.total === 0 && query === null) return { query: text, error, ...NONE_FOUND };
  const { total, ids } = named.total > 0 ? named : matching(recording, nodes, query!, cursor, mostIds);
  const known = Array.from(ids.subarray(0, limit), node => rowOf(recording, node, cursor));
  const where = whereabouts(recording, nodes, known);
  return {
    query: text,
    error: null,
    total,
    ids,
    uses: usesOf(recording, nodes, ids),
    rows: known.map((row, i) => ({ ...row, where: where[i] })),
  };
}

function matching(recording: Recording, nodes: NodeList, query: Query, cursor: Cursor, mostIds: number) {
  if (nodes.count === 0) return NONE_FOUND;
  const range = { from: nodes.nodeAt(0), to: nodes.nodeAt(nodes.count - 1) + 1 };
  const holds = predicateOf(recording, new NumbersAt(recording, cursor, range), query);
  const found = new Uint32Array(Math.min(nodes.count, mostIds));
  let total = 0;
  for (let position = 0; position < nodes.count; position++) {
    const node = nodes.nodeAt(position);
    if (!holds(node)) continue;
    if (total < found.length) found[total] = node;
    total++;
  }
  // A copy: what is sent must not take the room of what could have been found.
  return { total, ids: found.slice(0, Math.min(total, found.length)) };
}

/** A node in a list of results. */
function rowOf(recording: Recording, node: number, cursor: Cursor): Omit<FoundRow, 'where'> {
  const grad = gradText(recording, node, cursor);
  return {
    node,
    name: nodeName(recording, node),
    symbol: recording.op(node).symbol,
    data: dataText(recording, node, cursor.pass < 0 ? END : cursor.pass),
    grad: grad.text,
    state: grad.state,
    place: recording.placeOf(recording.site(node)),
    scope: scopePath(recording, node),
  };
}
