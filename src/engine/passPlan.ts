/**
 * What a backward pass does at each node, worked out once for all steps that repeat each other: a pass that is known
 * needs not mark what it has reached, nor look at what its inputs are. One byte a node.
 */
import { CODE, CONSTANT, FIRST_OP, OP_RULES } from './ops/rules';
import type { Structure } from './structure';

/** Not reached, or no node with inputs. */
const NOTHING = 0;
/** Sums, products: of two nodes, or of one and then a plain number, which gets no grad. */
const ADD_BOTH = 1;
const ADD_FIRST = 2;
const MUL_BOTH = 3;
const MUL_FIRST = 4;
const TANH = 5;
/** A sum of two nodes of which the second is the product before it: both are done at once. */
const SUM_OF_BOTH = 6;
const SUM_OF_FIRST = 7;
/** Any other op of the table. */
const OTHER = 8;

/** Roots of which a structure remembers that a pass began there. */
const MOST_ROOTS = 256;

/** The chain rule at one node of the op table, by its index. */
type Propagate = (index: number) => void;

export class PassPlan {
  constructor(
    /** The pass's last node. */
    private readonly low: number,
    /** What to do at the nodes from `low` to the root. */
    readonly ways: Uint8Array,
    /** The nodes without inputs that it reaches, ascending. */
    readonly leaves: Uint32Array,
  ) {}

  /** The nodes that pass their gradient on, in the order in which they do. */
  get interior(): Uint32Array {
    const { low, ways } = this;
    const interior: number[] = [];
    for (let at = ways.length - 1; at >= 0; at--) {
      if (ways[at] === NOTHING) continue;
      interior.push(low + at);
    }
    return Uint32Array.from(interior);
  }

  /** Adds what each node passes on, in the order of the pass that this is the plan of: sums are the same to the last bit. */
  run({ in0, in1 }: Structure, data: Float64Array, grad: Float64Array, propagate: Propagate): void {
    const { low, ways } = this;
    for (let index = low + ways.length - 1; index >= low; index--) {
      switch (ways[index - low]) {
        case SUM_OF_BOTH: {
          const upstream = grad[index];
          grad[in0[index]] += upstream;
          index--;
          const product = grad[index] + upstream;
          grad[index] = product;
          const a = in0[index];
          const b = in1[index];
          grad[a] += product * data[b];
          grad[b] += product * data[a];
          break;
        }
        case SUM_OF_FIRST: {
          const upstream = grad[index];
          grad[in0[index]] += upstream;
          index--;
          const product = grad[index] + upstream;
          grad[index] = product;
          grad[in0[index]] += product * data[in1[index]];
          break;
        }
        case NOTHING:
          break;
        case TANH: {
          const out = data[index];
          grad[in0[index]] += grad[index] * (1 - out * out);
          break;
        }
        case ADD_BOTH: {
          const upstream = grad[index];
          grad[in0[index]] += upstream;
          grad[in1[index]] += upstream;
          break;
        }
        case ADD_FIRST:
          grad[in0[index]] += grad[index];
          break;
        case MUL_BOTH: {
          const upstream = grad[index];
          const a = in0[index];
          const b = in1[index];
          grad[a] += upstream * data[b];
          grad[b] += upstream * data[a];
          break;
        }
        case MUL_FIRST:
          grad[in0[index]] += grad[index] * data[in1[index]];
          break;
        default:
          propagate(index);
      }
    }
  }
}

/** The plans of one structure, by root. */
export class PassPlans {
  /** Null: a pass began there once. */
  private readonly plans = new Map<number, PassPlan | null>();
  private bytes = 0;

  /** The plan of the pass from a root, if it has one. */
  of(root: number): PassPlan | null {
    return this.plans.get(root) ?? null;
  }

  /**
   * A pass from `root` has ended that had no plan; the next one gets one if this was not the first.
   * @param interior - The nodes that passed their gradient on, descending.
   * @param leaves - The other nodes reached, in any order.
   */
  passed(structure: Structure, root: number, interior: Uint32Array, leaves: readonly number[]): void {
    const { plans } = this;
    if (!plans.has(root)) {
      if (plans.size < MOST_ROOTS) plans.set(root, null);
      return;
    }
    const low = interior.length > 0 ? interior[interior.length - 1] : root;
    const size = root - low + 1;
    // All together take a byte a node.
    if (this.bytes + size > structure.capacity) return;
    const ways = waysOf(structure, low, size, interior);
    if (ways === null) return;
    this.bytes += size;
    plans.set(root, new PassPlan(low, ways, Uint32Array.from(leaves).sort()));
  }
}

/** Null if a node is of the user's own op: its backward may throw, or look at grads while the pass is on its way. */
function waysOf({ op, in0, in1 }: Structure, low: number, size: number, interior: Uint32Array): Uint8Array | null {
  const ways = new Uint8Array(size);
  for (const index of interior) {
    if (op[index] >= FIRST_OP + OP_RULES.length) return null;
    ways[index - low] = wayOf(op[index], op[in0[index]] !== CONSTANT, op[in1[index]] !== CONSTANT);
  }
  for (const index of interior) {
    const at = index - low;
    if (at === 0 || ways[at] !== ADD_BOTH || in1[index] !== index - 1 || in0[index] === index - 1) continue;
    if (ways[at - 1] === MUL_BOTH) ways[at] = SUM_OF_BOTH;
    else if (ways[at - 1] === MUL_FIRST) ways[at] = SUM_OF_FIRST;
  }
  return ways;
}

/** @param first, second - Whether the input is no plain number. */
function wayOf(code: number, first: boolean, second: boolean): number {
  if (!first) return OTHER;
  if (code === CODE.add) return second ? ADD_BOTH : ADD_FIRST;
  if (code === CODE.mul) return second ? MUL_BOTH : MUL_FIRST;
  return code === CODE.tanh ? TANH : OTHER;
}
