/** Our engine with the recorder of the product attached, which encodes what there is and hands it to nobody. */
import { Value } from '../../../src/engine';
import { weightedSum } from '../../../src/engine/nn/weightedSum';
import { NONE, Tape, useTape } from '../../../src/engine/tape';
import { Stream } from '../../../src/evaluator/stream';
import type { Port } from './train';

const FLUSH_MS = 100;

/** Nodes are made on a new tape. `mlp`: a neuron computes its sum as those of our MLP do. */
export function enginePort(way: 'engine' | 'mlp'): Port {
  const tape = new Tape();
  useTape(tape);
  const stream = new Stream(tape, () => undefined, 'bench.ts');
  tape.recorder = stream;
  let flushed = performance.now();
  return {
    value: data => new Value(data),
    ...(way === 'mlp' && { weightedSum }),
    stepped() {
      tape.stamp(NONE);
      stream.stamped(NONE);
      // As the evaluator does, which has a script to watch.
      if (performance.now() - flushed < FLUSH_MS) return;
      stream.flush(NONE);
      flushed = performance.now();
    },
  } as Port;
}
