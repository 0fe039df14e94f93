/** The same graph for other programs, flat: every node of the tape by itself. */
import type { ElkNode } from 'elkjs/lib/elk-api';
import { formatNumber } from '../../src/recording/format';
import { dataAt, END } from '../../src/recording/queries/history';
import type { Recording } from '../../src/recording/recording';
import { gradAt, lastCursor } from '../../src/view/values';

/**
 * As micrograd draws: values as records, ops as nodes of their own, or merged into their values. `ordering`: inputs in
 * operand order, as ours are, or as dot likes.
 */
export function dotOf(recording: Recording, ops: 'apart' | 'merged', ordering: 'operands' | 'free' = 'free'): string {
  const cursor = lastCursor(recording);
  const lines = ['digraph {', 'rankdir=LR;', 'node [shape=record];', ...(ordering === 'free' ? [] : ['ordering=in;'])];
  for (let node = 0; node < recording.length; node++) {
    const { symbol } = recording.op(node);
    const inputs = recording.inputs(node);
    const numbers = `data ${formatNumber(dataAt(recording, node, END))} | grad ${formatNumber(gradAt(recording, node, cursor).value)}`;
    const isOp = inputs.length > 0;
    const head = isOp && ops === 'merged' ? `${recording.label(node)} ${symbol}` : recording.label(node);
    lines.push(`v${node} [label="{ ${head} | ${numbers} }"];`);
    if (isOp && ops === 'apart') lines.push(`o${node} [label="${symbol}", shape=oval];`, `o${node} -> v${node};`);
    for (const input of inputs) lines.push(`v${input} -> ${isOp && ops === 'apart' ? 'o' : 'v'}${node};`);
  }
  return [...lines, '}', ''].join('\n');
}

/** With ops in their values, and values as large as our cards are. */
export function elkOf(recording: Recording, { width, height }: { width: number; height: number }): ElkNode {
  const ids = Array.from({ length: recording.length }, (_, node) => node);
  return {
    id: 'flat',
    children: ids.map(node => ({ id: `v${node}`, width, height })),
    edges: ids.flatMap(node =>
      recording
        .inputs(node)
        .map((input, i) => ({ id: `e${node}.${i}`, sources: [`v${input}`], targets: [`v${node}`] })),
    ),
  };
}
