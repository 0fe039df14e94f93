/**
 * Several operators of one expression at once, on Values and numbers: the nodes that they make one by one, without a
 * handle for those that are only operands of others.
 */
import { CODE, CONSTANT } from './ops/rules';
import { NONE } from './structure';
import { type Tape, tape } from './tape';
import { forward, isValue, keepsHandles, Value } from './value';

/** An operator and its operands: the number of a leaf or, below 0, `~k` for the result of operator number `k`. */
export interface ExpressionPart {
  operator: 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'neg';
  a: number;
  /** Of 'neg', the same as `a`. */
  b: number;
  site: number;
}

const NEG = CODE.neg;
/** Stands for a number in `indices`. */
const NUMBER = -1;

export class Expression {
  /** By term, the leaves before the operators: the index of the node. */
  private readonly indices: number[];
  private readonly codes: readonly number[];
  /** The terms that each operator works on. */
  private readonly a: readonly number[];
  private readonly b: readonly number[];
  private readonly sites: readonly number[];

  constructor(
    parts: readonly ExpressionPart[],
    private readonly leafCount: number,
  ) {
    const term = (operand: number) => (operand < 0 ? leafCount + ~operand : operand);
    this.codes = parts.map(({ operator }) => CODE[operator]);
    this.a = parts.map(({ a }) => term(a));
    this.b = parts.map(({ b }) => term(b));
    this.sites = parts.map(({ site }) => site);
    this.indices = new Array<number>(leafCount + parts.length).fill(NUMBER);
  }

  /**
   * The result, whose nodes have their sites; null if the operators have to be asked one by one, as nothing has happened
   * then: where a step may begin, where an operand is another thing or of an earlier step, where two numbers meet.
   * @param ids - Takes the id of the node that each term is; what it has for numbers means nothing.
   */
  evaluate(leaves: readonly unknown[], ids: Float64Array): Value | null {
    const current = tape();
    if (current.ripe) return null;
    const nodes = this.countNodes(current, leaves);
    if (nodes === 0) return null;
    if (!this.repeat(current, leaves, nodes)) this.push(current, leaves);
    const { frame } = current;
    const { indices, leafCount } = this;
    for (let i = 0; i < leafCount; i++) if (indices[i] !== NUMBER) ids[i] = frame.idOf(indices[i]);
    const index = current.length - 1;
    const offset = frame.idOf(index) - index;
    for (let i = leafCount; i < indices.length; i++) ids[i] = indices[i] + offset;
    const among = keepsHandles(frame, index) ? () => [leaves as readonly (Value | number)[]] : null;
    return new Value(frame, index, among, null);
  }

  /** Finds the indices of the leaves, and how many nodes there will be; 0 if this is not for us. */
  private countNodes(current: Tape, leaves: readonly unknown[]): number {
    const { indices, codes, a, b, leafCount } = this;
    const { frame, base } = current;
    let count = codes.length;
    for (let i = 0; i < leafCount; i++) {
      const leaf = leaves[i];
      if (typeof leaf === 'number') {
        indices[i] = NUMBER;
        count++;
      } else if (isValue(leaf) && (leaf.frame === frame || leaf.frame === base)) indices[i] = leaf.index;
      else return 0;
    }
    for (let k = 0; k < codes.length; k++) {
      if (indices[a[k]] === NUMBER && indices[b[k]] === NUMBER) return 0;
      indices[leafCount + k] = 0;
    }
    return count;
  }

  /** Makes the nodes that the step repeated has here, if all are the same; else does nothing. */
  private repeat(current: Tape, leaves: readonly unknown[], nodes: number): boolean {
    if (current.stamped !== current.length || current.knownAhead() < nodes) return false;
    const { indices, codes, a, b, sites, leafCount } = this;
    const { op, in0, in1, site, data } = current;
    let at = current.length;
    for (let k = 0; k < codes.length; k++) {
      const code = codes[k];
      let first = indices[a[k]];
      let second = indices[b[k]];
      if (code === NEG) second = NONE;
      else if (first === NUMBER) {
        if (op[at] !== CONSTANT || site[at] !== sites[k]) return false;
        data[at] = leaves[a[k]] as number;
        first = at++;
      } else if (second === NUMBER) {
        if (op[at] !== CONSTANT || site[at] !== sites[k]) return false;
        data[at] = leaves[b[k]] as number;
        second = at++;
      }
      if (op[at] !== code || in0[at] !== first || in1[at] !== second || site[at] !== sites[k]) return false;
      data[at] = forward(code, data[first], data[second]);
      indices[leafCount + k] = at++;
    }
    current.repeated(at);
    return true;
  }

  private push(current: Tape, leaves: readonly unknown[]): void {
    const { indices, codes, a, b, sites, leafCount } = this;
    for (let k = 0; k < codes.length; k++) {
      const code = codes[k];
      let in0 = indices[a[k]];
      let in1 = indices[b[k]];
      if (code === NEG) in1 = NONE;
      else if (in0 === NUMBER) in0 = current.push(CONSTANT, NONE, NONE, leaves[a[k]] as number);
      else if (in1 === NUMBER) in1 = current.push(CONSTANT, NONE, NONE, leaves[b[k]] as number);
      const { data } = current;
      indices[leafCount + k] = current.push(code, in0, in1, forward(code, data[in0], data[in1]));
      current.stamp(sites[k]);
    }
  }
}
