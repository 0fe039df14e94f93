/** What the codes in a tape's `op` column stand for. */
import type { Notation } from './ops/op';
import { OP_RULES } from './ops/rules';

/** What the nodes of one code are; plain data. */
export interface NodeKind {
  name: string;
  /** As drawn in a badge; empty for a leaf and a constant. */
  symbol: string;
  notation: Notation;
  /** Number of inputs; 'n': `in0` is an offset into `extra` and `in1` their count. */
  arity: 0 | 1 | 2 | 'n';
  /** The user's own op. */
  custom?: boolean;
  /** An op of tensors, in words. */
  tensor?: TensorWords;
}

/** What is told of an op of tensors. */
export interface TensorWords {
  word: string;
  formula: string;
  /** What each input gets of the upstream gradient g; null: nothing. The last stands for all further inputs. */
  gradients: (string | null)[];
}

const LEAF_KIND: NodeKind = { name: 'leaf', symbol: '', notation: 'function', arity: 0 };
const CONSTANT_KIND: NodeKind = { name: 'constant', symbol: '', notation: 'function', arity: 0 };

/** Node kinds before any op of the user's own: index = code. */
export function builtInKinds(): NodeKind[] {
  return [
    LEAF_KIND,
    CONSTANT_KIND,
    ...OP_RULES.map(({ name, symbol, notation, arity }) => ({ name, symbol, notation, arity })),
  ];
}
