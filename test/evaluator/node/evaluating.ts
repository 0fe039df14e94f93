/** Scripts run in real processes, for tests: an evaluator, a folder for the scripts, and what is asked of a run. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NodeEvaluator } from '../../../src/evaluator/node/evaluator';
import { scriptOf } from '../../../src/evaluator/node/modules';
import type { Run } from '../../../src/evaluator/run';
import { dataAt, END } from '../../../src/recording/queries/history';
import type { Recording } from '../../../src/recording/recording';
import { gradAt, lastCursor } from '../../../src/view/values';
import { nodeNamed } from '../../recording/record';
import { bundleChild } from './bundle';

const LIMITS = { time: 10, memory: 512, nodes: 1_000_000 };

/** The first line of most scripts. */
export const HEAD = "import { Value } from 'tapelens';\n";

/** Starts an evaluator before the tests of the `describe` that this is called in, and ends it after them. */
export function evaluating() {
  let evaluator: NodeEvaluator;
  let folder: string;

  before(async () => {
    evaluator = new NodeEvaluator(await bundleChild(), true);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tapelens-'));
  });
  after(() => {
    evaluator.dispose();
    fs.rmSync(folder, { recursive: true });
  });

  function start(text: string, options: { name?: string; limits?: Partial<typeof LIMITS> } = {}): Run {
    const entry = scriptOf(path.join(folder, options.name ?? 'script.ts'), text);
    const limits = { ...LIMITS, ...options.limits };
    return evaluator.run({ entry, limits, overlay: () => undefined, folders: [], onUpdate: () => undefined });
  }

  async function run(text: string, options?: Parameters<typeof start>[1]): Promise<Recording> {
    const started = start(text, options);
    await started.done;
    return started.recording;
  }

  /** Puts a file beside the script. */
  function save(name: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }

  /** Runs what must print one line. */
  async function prints(text: string, line: string): Promise<void> {
    const recording = await run(text);
    assert.equal(recording.error, null);
    assert.equal(printed(recording), `${line}\n`);
  }

  /** Runs what must fail; returns `line:col message`. */
  async function fails(text: string, limits?: Partial<typeof LIMITS>): Promise<string> {
    const { error } = await run(text, { limits });
    assert.ok(error, 'it did not fail');
    return `${error.place?.line}:${error.place?.col} ${error.message}`;
  }

  return { start, run, save, prints, fails };
}

export const printed = (recording: Recording) => recording.outputs.map(output => output.text).join('');

/** Data of the node with a label, at the end of the run. */
export const data = (recording: Recording, label: string) => dataAt(recording, nodeNamed(recording, label), END);

/** Grad of the node with a label, at the end of the last pass. */
export const grad = (recording: Recording, label: string) =>
  gradAt(recording, nodeNamed(recording, label), lastCursor(recording)).value;
