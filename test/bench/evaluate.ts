/** Runs a script as the editor and the command line do: in the packaged evaluator's process, with everything recorded. */
import path from 'node:path';
import { NodeEvaluator } from '../../src/evaluator/node/evaluator';
import { scriptOf } from '../../src/evaluator/node/modules';
import type { Recording } from '../../src/recording/recording';
import { ROOT } from '../files';

/** As the settings are when nobody changes them. */
const LIMITS = { time: 10, memory: 1024, nodes: 5_000_000 };

/** The recording and the milliseconds until it was complete here, the process's start included. Rejects if the run failed. */
export async function evaluate(text: string): Promise<{ recording: Recording; ms: number }> {
  const start = performance.now();
  const evaluator = new NodeEvaluator(path.join(ROOT, 'dist/evaluator/child.cjs'), false);
  const run = evaluator.run({
    entry: scriptOf(path.join(ROOT, 'bench.ts'), text),
    limits: LIMITS,
    overlay: () => undefined,
    folders: [],
    onUpdate: () => undefined,
  });
  await run.done;
  const ms = performance.now() - start;
  evaluator.dispose();
  const { recording } = run;
  if (recording.error) throw new Error(`The script failed: ${recording.error.message}`);
  return { recording, ms };
}
