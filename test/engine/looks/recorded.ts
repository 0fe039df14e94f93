/** What a script's calls of `log` and `plot` hand to whoever records the run. */
import type { Frame } from '../../../src/engine/looks/plot';
import type { Recorder } from '../../../src/engine/recorder';
import { Tape, useTape } from '../../../src/engine/tape';

const NOTHING = () => undefined;

export interface Looks {
  logged: [string, number][];
  plotted: [string, Frame][];
}

/** Runs `script` on a tape of its own with a recorder that wants both. */
export function recorded(script: () => void): Looks {
  const looks: Looks = { logged: [], plotted: [] };
  const recorder: Recorder = {
    ...{ labelled: NOTHING, written: NOTHING, zeroed: NOTHING, passed: NOTHING, abandoned: NOTHING },
    ...{ contributed: NOTHING, grown: NOTHING },
    logged: (name, value) => looks.logged.push([name, value]),
    plotted: (title, frame) => looks.plotted.push([title, frame]),
  };
  const tape = new Tape();
  tape.recorder = recorder;
  const before = useTape(tape);
  try {
    script();
  } finally {
    useTape(before);
  }
  return looks;
}
