/** Records what a function does with the engine, without a script or a process. */
import { Tape, useTape } from '../../src/engine/tape';
import { Stream } from '../../src/evaluator/stream';
import { Decoder } from '../../src/recording/encode';
import { Recording } from '../../src/recording/recording';

export function record(run: (stream: Stream) => void, tape = new Tape(), recording = new Recording()): Recording {
  const decoder = new Decoder();
  const before = useTape(tape);
  const stream = new Stream(
    tape,
    frame => {
      for (const chunk of decoder.push(frame)) recording.append(chunk);
    },
    '/test/script.ts',
  );
  tape.recorder = stream;
  try {
    run(stream);
    stream.end();
  } finally {
    useTape(before);
  }
  return recording;
}

/** The node with a label; the test is wrong if there is none. */
export function nodeNamed(recording: Recording, label: string): number {
  for (let node = 0; node < recording.length; node++) if (recording.label(node) === label) return node;
  throw new Error(`no node is called ${label}`);
}
