/** What a script's run leaves in the recording that the engine alone cannot know. */
import assert from 'node:assert/strict';
import * as engine from '../../src/engine';
import { Tape, useTape } from '../../src/engine/tape';
import { engineGraph } from '../../src/evaluator/graph';
import { Stream } from '../../src/evaluator/stream';
import { Decoder } from '../../src/recording/encode';
import { Recording } from '../../src/recording/recording';
import { NONE } from '../../src/recording/schema';
import { runInstrumented } from '../instrument/run';

/** Of each write of the script: what was assigned to, as the source has it; '' without a site. */
async function writtenPlaces(source: string): Promise<string[]> {
  const recording = new Recording();
  const decoder = new Decoder();
  const tape = new Tape();
  const before = useTape(tape);
  const put = (frame: Uint8Array) => {
    for (const chunk of decoder.push(frame)) recording.append(chunk);
  };
  const stream = new Stream(tape, put, '/test/script.ts');
  try {
    const graph = engineGraph(
      tape,
      site => void stream.stamped(site),
      () => undefined,
    );
    const { error, runtime } = await runInstrumented(source, { graph }, { ...engine }, made => stream.attach(made));
    if (error !== undefined) throw error;
    stream.end();
    return Array.from(recording.writes.site.view(), site => {
      if (site === NONE) return '';
      const { start, end } = runtime.sites[site];
      return source.slice(start, end);
    });
  } finally {
    useTape(before);
  }
}

describe('the site of a write', () => {
  it('is where the script assigned', async () => {
    assert.deepEqual(await writtenPlaces('const a = new Value(1); a.data = 2; a.grad = 3;'), ['a.data', 'a.grad']);
  });

  it('is unknown for what a method writes', async () => {
    assert.deepEqual(await writtenPlaces('const a = new Value(1); a.zeroGrad();'), ['']);
  });

  it('is not that of an assignment to something else', async () => {
    const source = 'const a = new Value(1); const other = { data: 0 }; other.data = 1; a.zeroGrad(); a.data = 2;';
    assert.deepEqual(await writtenPlaces(source), ['', 'a.data']);
  });

  it('is not that of an assignment that was refused', async () => {
    const source = 'const a: any = new Value(1); try { a.data = "1"; } catch {} a.zeroGrad();';
    assert.deepEqual(await writtenPlaces(source), ['']);
  });
});
