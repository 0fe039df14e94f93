/** Our engine with the recorder of the product attached, which encodes what there is and hands it to nobody. */
import { MLP, Value } from '../../../src/engine';
import { NONE, Tape, useTape } from '../../../src/engine/tape';
import { Stream } from '../../../src/evaluator/stream';
import type { Network, Port } from './train';

const FLUSH_MS = 100;

/** Nodes are made on a new tape. `mlp`: the network is our MLP. */
export function enginePort(way: 'engine' | 'mlp'): Port {
  const tape = new Tape();
  useTape(tape);
  const stream = new Stream(tape, () => undefined, 'bench.ts');
  tape.recorder = stream;
  let flushed = performance.now();
  return {
    value: data => new Value(data),
    ...(way === 'mlp' && { network }),
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

function network([inputs, ...sizes]: readonly number[]): Network {
  const net = new MLP(inputs, sizes);
  return { parameters: net.parameters(), forward: x => net.forward(x) as Value };
}
