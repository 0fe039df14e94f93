/** The numbers that a search compares: of millions of nodes at one cursor, so grads that need a whole pass are got once. */
import type { Cursor, GradState } from '../../protocol/panel';
import { type Grads, gradsBefore } from '../../recording/queries/grads';
import { dataAt, END } from '../../recording/queries/history';
import { isTensorPass, type Numbers, tensorData } from '../../recording/queries/numbers';
import { type Timeline, timelineOf } from '../../recording/queries/timeline';
import type { Recording } from '../../recording/recording';
import { CONSTANT, type TensorKind } from '../../recording/schema';
import { tensorGradAt } from '../tensors';

export class NumbersAt {
  /** Time, told by passes. */
  private readonly time: number;
  /** Of the pass on show, if it goes through scalars. */
  private readonly timeline: Timeline | null;
  private earlier: Grads | null = null;

  constructor(
    private readonly recording: Recording,
    private readonly cursor: Cursor,
    /** Ids of the nodes that may be asked for: from, and up to. */
    private readonly range: { from: number; to: number },
  ) {
    this.time = cursor.pass < 0 ? END : cursor.pass;
    const isScalar = cursor.pass >= 0 && !isTensorPass(recording, cursor.pass);
    this.timeline = isScalar ? timelineOf(recording, cursor.pass) : null;
  }

  data(node: number): number {
    return dataAt(this.recording, node, this.time);
  }

  /** Undefined: there is none, or it is not computed yet. */
  grad(node: number): number | undefined {
    const { timeline, cursor } = this;
    const reach = timeline?.reach(node, cursor.step);
    if (reach !== undefined) return reach === 'unreached' ? undefined : timeline!.grad(node, cursor.step);
    if (this.recording.code(node) === CONSTANT) return undefined;
    const grads = this.before();
    return grads.touched[node - grads.from] === 0 ? undefined : grads.value[node - grads.from];
  }

  isUnreached(node: number): boolean {
    const kind = this.recording.tensor(node);
    if (kind !== undefined) return this.tensorGrad(kind, node).state === 'unreached';
    return this.recording.code(node) !== CONSTANT && this.grad(node) === undefined;
  }

  tensorData(node: number): Numbers | null {
    return tensorData(this.recording, node, this.time);
  }

  tensorGrad(kind: TensorKind, node: number): { numbers: Numbers | null; state: GradState } {
    return tensorGradAt(this.recording, kind, node, this.cursor);
  }

  /** What the passes before the one on show left. */
  private before(): Grads {
    this.earlier ??= gradsBefore(this.recording, this.range.from, this.range.to, this.time);
    return this.earlier;
  }
}
