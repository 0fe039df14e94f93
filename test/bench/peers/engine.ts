/** Our engine with the recorder of the product attached, which encodes every step and hands it to nobody. */
import { Value } from '../../../src/engine';
import { NONE, Tape, useTape } from '../../../src/engine/tape';
import { Stream } from '../../../src/evaluator/stream';
import type { Port } from './train';

/** Nodes are made on a new tape. */
export function enginePort(): Port {
  const tape = new Tape();
  useTape(tape);
  const stream = new Stream(tape, () => undefined, 'bench.ts');
  tape.recorder = stream;
  return {
    value: data => new Value(data),
    stepped() {
      tape.stamp(NONE);
      stream.stamped(NONE);
      stream.flush(NONE);
    },
  };
}
