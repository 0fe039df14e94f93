/** The nodes of an extent as values of a picture: what each uses and how, and a hash of how it looks. */
import type { Recording } from '../recording';
import { NONE } from '../schema';
import type { Columns } from './columns';
import { hashText, mixA, unnumbered } from './hash';
import { MOST_PORTS } from './simplify';
import type { Sums } from './sums';

export interface Values extends Sums {
  columns: Columns;
  /** Every value and every link is drawn, and nothing else. */
  isFlat: boolean;
  /** Nodes with smaller ids are shared by steps; their leaves are drawn beside what uses them. */
  own: number;
  /** How often each is used by a node with very many inputs. */
  wideUses: Uint32Array;
  /** How often each is used by way of a link. */
  links: Uint32Array;
  /** 1: it has no inputs, so that it may be drawn beside what uses it. */
  isLeaf: Uint8Array;
  /** How often each leaf is used in the group that it is in, as far as is counted; known when that is finished. */
  users: Uint8Array;
  look(at: number): number;
}

/** A leaf that more values of its own group use is drawn beside each of them, too. */
const MOST_USERS = 8;

export function valuesOf(recording: Recording, columns: Columns, sums: Sums, isFlat: boolean, own: number): Values {
  const { count, code, label, tensor, kinds } = columns;
  const { offset, inputs } = sums;
  const wideUses = new Uint32Array(count);
  const links = new Uint32Array(count);
  const isLeaf = new Uint8Array(count);
  for (let at = 0; at < count; at++) {
    const from = offset[at];
    const to = offset[at + 1];
    if (from === to) isLeaf[at] = 1;
    const isWide = to - from > MOST_PORTS;
    for (let i = from; i < to; i++) {
      const input = inputs[i];
      if (input < 0) continue;
      if (isWide) wideUses[input]++;
      if (isWide || isFlat || isLeaf[input] === 0) links[input]++;
    }
  }
  const ops = Int32Array.from(recording.ops, ({ symbol, name, arity }) => hashText(`${symbol} ${name} ${arity}`));
  const names = Int32Array.from(recording.names, name => hashText(unnumbered(name)));
  const tensors = kinds.map(({ shape, dtype, requiresGrad, gradFn }) =>
    hashText(`${shape.join()} ${dtype} ${requiresGrad} ${gradFn}`),
  );
  const look = (at: number) => {
    let hash = ops[code[at]];
    if (label[at] !== NONE) hash = mixA(hash, names[label[at]]);
    if (tensor !== null && tensor[at] >= 0) hash = mixA(hash, tensors[tensor[at]]);
    return hash;
  };
  return { ...sums, columns, isFlat, own, wideUses, links, isLeaf, users: new Uint8Array(count), look };
}

export const isWideAt = ({ offset }: Sums, at: number): boolean => offset[at + 1] - offset[at] > MOST_PORTS;

/** Uses of a leaf in its own group are links, not references. */
export const isLinkedLeaf = ({ users, columns, own }: Values, at: number): boolean =>
  users[at] <= MOST_USERS && columns.node[at] >= own;
