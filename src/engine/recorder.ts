/** What a tape tells whoever records a run: all that its columns do not say by themselves. */

import type { Frame } from './looks/plot';
import type { DType } from './tensor/dtype';
import type { NDArray } from './tensor/ndarray';

/** The grads at the end of a backward pass. */
export interface FinishedPass {
  /** `backward()`, or a series of `backwardStep()` by hand. */
  kind: 'backward' | 'manual';
  /** The node the pass started from; of a manual one, the first that was stepped. */
  root: number;
  /** Every node the pass touched, ids ascending: without constants, which get no grad. */
  nodes: Uint32Array;
  /** The grad of each of `nodes`. */
  grads: Float64Array;
  /** Of a manual pass: the nodes in the order in which they were stepped. Else: all of `nodes` with inputs, descending. */
  steps?: Uint32Array;
}

/** What a tensor that became a node is. */
export interface RecordedTensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly requiresGrad: boolean;
  /** Its numbers as they are now: read them during the call, they may change later. */
  readonly array: NDArray;
}

/** The gradients at the end of a backward pass through tensors. */
export interface TensorPass {
  /** The node the pass started from. */
  root: number;
  /** Every node that got a gradient, ids ascending. */
  nodes: Uint32Array;
  /** The gradient of each of `nodes`: a leaf's grad as it is now; of others what this pass brought. */
  grads: readonly NDArray[];
  /** Those of `nodes` that passed their gradient on, in the order in which they did. */
  steps: Uint32Array;
}

/** Called while the script runs, in the order of events. What it throws ends the run where the script stands. */
export interface Recorder {
  /** A node was named. */
  labelled(node: number, label: string): void;
  /** The script assigned to a node's data or grad, which was `before`. */
  written(node: number, field: 'data' | 'grad', value: number, before: number): void;
  /** `zeroGrad()` set a node's grad to 0: not an assignment of the script's. */
  zeroed(node: number): void;
  /** A pass ended. A manual one ends before whatever ended it: see `ManualPass`. */
  passed(pass: FinishedPass): void;
  /**
   * `backward()` was ended by an error, and what it had added to grads stays: the grad of each of `nodes`, ids ascending.
   * Contributions since the last pass belong to none.
   */
  abandoned(nodes: Uint32Array, grads: Float64Array): void;
  /** What the user's own op passed to its input number `input`; belongs to the pass that ends next, if it ends. */
  contributed(node: number, input: number, value: number): void;
  /** The tape has `length` nodes; called every 65,536 nodes, before the next is made. */
  grown(length: number): void;
  /** A part of a network (`layers[0]`) begins and ends making nodes; may be left out. */
  entered?(name: string): void;
  left?(): void;
  /** `log(name, value)`: the next number of a series; may be left out. */
  logged?(name: string, value: number): void;
  /** A call of `plot`: the next frame of the plot at that place; may be left out. The arrays are not used any more. */
  plotted?(title: string, frame: Frame): void;
  /** A tensor became a node, as a leaf or as the result of an op with these attributes (`{ dims: [1], keepdim: false }`). */
  tensorMade?(node: number, tensor: RecordedTensor, attributes: unknown): void;
  /** The script assigned to a tensor's data or grad, or changed its data in place; null: its grad was removed. */
  tensorWritten?(node: number, field: 'data' | 'grad', numbers: NDArray | null): void;
  /** What a node passed to its input number `input`; belongs to the pass that ends next, if it ends. */
  tensorContributed?(node: number, input: number, share: NDArray): void;
  /** A pass through tensors ended. Its arrays are to be read during the call. */
  tensorsPassed?(pass: TensorPass): void;
}
