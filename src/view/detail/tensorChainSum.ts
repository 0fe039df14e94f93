/** The same for a tensor, as far as the numbers were kept: a rule gives each contribution from the upstream gradient. */
import type { ChainRow, ChainSum } from '../../protocol/detail';
import { uses } from '../../recording/queries/consumers';
import { type Numbers, tensorGrad, tensorGradBefore } from '../../recording/queries/numbers';
import { type TensorContribution, tensorTimelineOf } from '../../recording/queries/tensorTimeline';
import type { Recording } from '../../recording/recording';
import { nodeName } from '../names';
import { numbersText } from '../tensors';
import { namesIn } from '../words';

export function tensorChainSum(
  recording: Recording,
  node: number,
  { pass, step }: { pass: number; step: number },
  /** Contributions that are told one by one. */
  most: number,
): Partial<ChainSum> {
  const timeline = tensorTimelineOf(recording, pass);
  const rows: ChainRow[] = [];
  let [more, pending] = [0, 0];
  for (const [i, consumer] of timeline.steps.entries()) {
    if (!uses(recording, consumer, node)) continue;
    if (i + 1 > step) pending++;
    else if (rows.length >= most) more++;
    else {
      const { contributions, upstream } = timeline.detail(i + 1);
      for (const [operand, each] of contributions.entries()) {
        if (each.input !== node || each.formula === null) continue;
        rows.push(rowOf(recording, i + 1, consumer, operand, each, upstream));
      }
    }
  }
  return {
    start: startOf(recording, pass, node),
    rows,
    more: more === 0 ? null : { count: more, sum: '' },
    pending,
  };
}

function startOf(recording: Recording, pass: number, node: number): ChainSum['start'] {
  const kind = recording.tensor(node)!;
  const { root, accumulated } = recording.passes[pass];
  if (node === root) return { what: 'root', value: numbersText(kind, tensorGrad(recording, node, pass)) };
  if (!accumulated?.includes(node)) return null;
  return { what: 'before', value: numbersText(kind, tensorGradBefore(recording, node, pass)) };
}

function rowOf(
  recording: Recording,
  step: number,
  consumer: number,
  operand: number,
  { input, formula, share, after }: TensorContribution,
  upstream: Numbers | null,
): ChainRow {
  const name = nodeName(recording, consumer);
  const names = { inputs: recording.inputs(consumer).map(each => nodeName(recording, each)), out: name };
  const kind = recording.tensor(input)!;
  return {
    step,
    consumer,
    name,
    symbol: recording.op(consumer).symbol,
    operand,
    upstream: numbersText(recording.tensor(consumer)!, upstream),
    local: '',
    formula: namesIn(formula ?? '', names),
    contribution: share === null ? '' : numbersText(kind, share),
    sum: numbersText(kind, after),
  };
}
