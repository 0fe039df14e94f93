/** The chain rule for one node in words: what each of its uses adds to its grad. */
import type { ChainRow, ChainSum } from '../../protocol/detail';
import type { Cursor } from '../../protocol/panel';
import { formatNumber } from '../../recording/format';
import { type Chain, chainOf } from '../../recording/queries/chain';
import { END } from '../../recording/queries/history';
import { isTensorPass, lastPassTo } from '../../recording/queries/numbers';
import { touches } from '../../recording/queries/passes';
import { firstPast } from '../../recording/queries/search';
import type { Recording } from '../../recording/recording';
import { nodeName } from '../names';
import { gradAt, gradText } from '../values';
import { localFormula } from '../words';
import { tensorChainSum } from './tensorChainSum';

/** Contributions that are told one by one. */
const MOST_ROWS = 100;

const NOT_KEPT = 'The contributions were not kept: of a long training evenly many passes are, and the newest two.';
const SET_SINCE = 'The script has set the grad since: it is not the sum.';

/** Null: no gradient came to the node. */
export function chainSum(recording: Recording, node: number, cursor: Cursor): ChainSum | null {
  const at = passTo(recording, node, cursor);
  const grad = gradText(recording, node, cursor);
  if (at === null || grad.state === 'none') return null;
  const none = { pass: at.pass, start: null, rows: [], more: null, pending: 0, total: grad.text, note: '' };
  if (recording.passes[at.pass].isThinned) return { ...none, note: NOT_KEPT };
  if (isTensorPass(recording, at.pass)) return { ...none, ...tensorChainSum(recording, node, at, MOST_ROWS) };
  return { ...none, ...scalarChainSum(recording, node, at, cursor) };
}

/** The pass that the grad at a cursor is of, and how far into it. */
function passTo(recording: Recording, node: number, { pass, step }: Cursor): { pass: number; step: number } | null {
  if (pass >= 0 && touches(recording, pass, node)) return { pass, step };
  const last = lastPassTo(recording, node, pass < 0 ? END : pass);
  return last < 0 ? null : { pass: last, step: Number.POSITIVE_INFINITY };
}

function scalarChainSum(
  recording: Recording,
  node: number,
  { pass, step }: { pass: number; step: number },
  cursor: Cursor,
): Partial<ChainSum> {
  const chain = chainOf(recording, pass, node);
  const count = firstPast(chain.step.length, i => chain.step[i] > step);
  const told = Math.min(count, MOST_ROWS);
  const rows = Array.from({ length: told }, (_, i) => rowOf(recording, chain, i));
  const sum = count === 0 ? chain.start : chain.sum[count - 1];
  const { value, state } = gradAt(recording, node, cursor);
  const isSum = Object.is(sum, value) || sum === value || state === 'unreached';
  return {
    start: startOf(recording, pass, node, chain),
    rows,
    more: count === told ? null : { count: count - told, sum: formatNumber(sumOf(chain.value, told, count)) },
    pending: chain.step.length - count,
    note: isSum ? '' : SET_SINCE,
  };
}

function startOf(recording: Recording, index: number, node: number, { start }: Chain): ChainSum['start'] {
  const { root, kind } = recording.passes[index];
  if (kind === 'backward' && node === root) return { what: 'root', value: formatNumber(start) };
  return start === 0 ? null : { what: 'before', value: formatNumber(start) };
}

function rowOf(recording: Recording, chain: Chain, i: number): ChainRow {
  const [consumer, operand, local] = [chain.consumer[i], chain.operand[i], chain.local[i]];
  const op = recording.op(consumer);
  const name = nodeName(recording, consumer);
  const names = { inputs: recording.inputs(consumer).map(input => nodeName(recording, input)), out: name };
  return {
    step: chain.step[i],
    consumer,
    name,
    symbol: op.symbol,
    operand,
    upstream: formatNumber(chain.upstream[i]),
    local: op.custom ? '' : formatNumber(local),
    formula: localFormula(op, operand, names),
    contribution: formatNumber(chain.value[i]),
    sum: formatNumber(chain.sum[i]),
  };
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return sum;
}
