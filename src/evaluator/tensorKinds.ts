/** What the tensors of a run are, as chunks of a recording: nodes that repeat others need no word of their own. */
import type { RecordedTensor } from '../engine/recorder';
import type { Tape } from '../engine/tape';
import { type Layout, sameShape } from '../engine/tensor/layout';
import { u32, views } from '../recording/column';
import type { Chunk, TensorKind } from '../recording/schema';

/** A kind, and the layout that it was found for: others are compared with it. */
interface Known {
  id: number;
  kind: TensorKind;
  layout: Layout;
}

export class KindWriter {
  private readonly known = new Map<string, Known>();
  private newKinds: TensorKind[] = [];
  /** Indices of the nodes in the current frame whose kinds are in no chunk yet. */
  private readonly made: number[] = [];
  /** By index in the frame: the kind of the node last made there, and of the one that later ones repeat. */
  private readonly last: (Known | undefined)[] = [];
  private readonly first: (Known | undefined)[] = [];
  private rows = newRows();

  constructor(private readonly tape: Tape) {}

  /** The node at an index of the frame is new. */
  add(index: number, tensor: RecordedTensor): void {
    this.last[index] = this.kindOf(index, tensor);
    this.made.push(index);
  }

  /** A leaf now does, or does not, require a gradient. */
  change(node: number, tensor: RecordedTensor): void {
    const index = this.tape.frame.indexOf(node);
    if (index < 0) return;
    const known = this.kindOf(index, tensor);
    this.last[index] = known;
    if (!this.made.includes(index)) this.writeRow(node, known);
  }

  /** Whether the tensor last made at an index of the frame requires a gradient. */
  requiresGrad(index: number): boolean {
    return this.last[index]?.kind.requiresGrad === true;
  }

  /** Notes the kinds of the nodes up to an index, but for those that are as in the step that they repeat. */
  settle(to: number): void {
    const { frame } = this.tape;
    const { made, last, first } = this;
    let waiting = 0;
    for (let i = 0; i < made.length; i++) {
      const index = made[i];
      if (index >= to) {
        made[waiting++] = index;
        continue;
      }
      const repeats = index >= frame.origin && index < frame.same;
      if (repeats && first[index] === last[index]) continue;
      this.writeRow(frame.idOf(index), last[index]!);
      if (!repeats) first[index] = last[index];
    }
    made.length = waiting;
  }

  *take(): Generator<Chunk> {
    if (this.newKinds.length > 0) yield { type: 'tensorKinds', kinds: this.newKinds.splice(0) };
    if (this.rows.node.length > 0) yield { type: 'tensors', ...views(this.rows) };
    this.rows = newRows();
  }

  private kindOf(index: number, tensor: RecordedTensor): Known {
    const before = this.last[index];
    if (before !== undefined && isOfKind(before, tensor)) return before;
    const { array, requiresGrad, gradFn } = tensor;
    const kind: TensorKind = { shape: [...array.shape], dtype: array.dtype, requiresGrad, gradFn };
    const key = JSON.stringify(kind);
    let known = this.known.get(key);
    if (known === undefined) {
      known = { id: this.known.size, kind, layout: array.layout };
      this.known.set(key, known);
      this.newKinds.push(kind);
    }
    return known;
  }

  private writeRow(node: number, { id }: Known): void {
    this.rows.node.push(node);
    this.rows.kind.push(id);
  }
}

function isOfKind({ kind, layout }: Known, { array, requiresGrad, gradFn }: RecordedTensor): boolean {
  return (
    kind.dtype === array.dtype &&
    kind.requiresGrad === requiresGrad &&
    kind.gradFn === gradFn &&
    sameShape(layout, array.layout)
  );
}

const newRows = () => ({ node: u32(), kind: u32() });
