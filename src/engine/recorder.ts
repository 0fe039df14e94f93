/** What a tape tells whoever records a run: all that its columns do not say by themselves. */
import type { Frame } from './frame';
import type { Frame as PlotFrame } from './looks/plot';
import type { NDArray } from './tensor/ndarray';

/** A backward pass that has ended; valid while it is reported. */
export interface FinishedPass {
  /** `backward()`, or a series of `backwardStep()` by hand. */
  kind: 'backward' | 'manual';
  /** Where its nodes live: nodes are given by their indices in it. */
  frame: Frame;
  /** The node the pass started from; of a manual one, the first that was stepped. */
  root: number;
  /** The nodes that passed their gradient on, in the order in which they did; may be gathered when it is asked for. */
  readonly interior: Uint32Array;
  /** The other nodes that got a grad, ascending: all that have no inputs, and of a manual pass those not stepped. */
  readonly leaves: Uint32Array;
}

/** What a tensor that became a node is. */
export interface RecordedTensor {
  /** Its shape, dtype and numbers; those of a leaf may change later. */
  readonly array: NDArray;
  readonly requiresGrad: boolean;
  /** 'AddBackward'; null for a leaf. */
  readonly gradFn: string | null;
}

/** What a node passed on to one of its inputs. */
export interface RecordedShare {
  node: number;
  input: number;
  /** The node that the input is. */
  target: number;
  /** May be added to, in place, after the call. */
  share: NDArray;
  /** The grad that a leaf has so far, which changes after the call; null without one, and for what is no leaf. */
  before: NDArray | null;
}

/** A leaf at the end of a backward pass. */
export interface ReachedLeaf {
  readonly array: NDArray;
  readonly grad: { readonly array: NDArray } | null;
}

/** The end of a backward pass through tensors. Its arrays are to be read during the call. */
export interface TensorPass {
  /** Where its nodes live. */
  frame: Frame;
  /** Index in it of the node that the pass started from. */
  root: number;
  /** The nodes that passed their gradient on, in the order in which they did, and what that gradient was. */
  steps: readonly number[];
  gradients: readonly NDArray[];
  /** The leaves that got a gradient, each once, in no order. */
  leaves: readonly number[];
  reached: readonly ReachedLeaf[];
}

/**
 * Called while the script runs, in the order of events. What it throws ends the run where the script stands.
 * A `node` is a node's id in the run.
 */
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
   * `backward()` was ended by an error, and what it had added to grads stays. Contributions since the last pass belong
   * to none.
   */
  abandoned(pass: Omit<FinishedPass, 'kind'>): void;
  /** What the user's own op passed to its input number `input`; belongs to the pass that ends next, if it ends. */
  contributed(node: number, input: number, value: number): void;
  /** Called every 65,536 nodes, before the next is made. */
  grown(): void;
  /** The tape is about to go on in a new frame, whose step begins at index `origin`; may be left out. */
  stepped?(origin: number): void;
  /** Nodes of an earlier frame, from one index to another, come back onto the tape; may be left out. */
  returned?(frame: Frame, from: number, to: number): void;
  /** A part of a network (`layers[0]`) begins and ends making nodes; may be left out. */
  entered?(name: string): void;
  left?(): void;
  /** `log(name, value)`: the next number of a series; may be left out. */
  logged?(name: string, value: number): void;
  /** A call of `plot`: the next frame of the plot at that place; may be left out. The arrays are not used any more. */
  plotted?(title: string, frame: PlotFrame): void;
  /** A tensor became a node, as a leaf or as the result of an op. */
  tensorMade?(node: number, tensor: RecordedTensor): void;
  /** Whether a leaf requires a gradient has changed. */
  tensorChanged?(node: number, tensor: RecordedTensor): void;
  /** The script assigned to a tensor's data or grad, or changed its data in place; null: its grad was removed. */
  tensorWritten?(node: number, field: 'data' | 'grad', numbers: NDArray | null): void;
  /** A node passed something on; belongs to the pass that ends next, if it ends. */
  tensorContributed?(share: RecordedShare): void;
  /** A pass through tensors ended. */
  tensorsPassed?(pass: TensorPass): void;
}
