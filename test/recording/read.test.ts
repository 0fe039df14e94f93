import assert from 'node:assert/strict';
import { exhibitOf } from '../../src/exporters/exhibit';
import { json } from '../../src/exporters/json';
import { svg } from '../../src/exporters/svg';
import { tapelens } from '../../src/exporters/tapelens';
import { text } from '../../src/exporters/text';
import { encodeChunk } from '../../src/recording/encode';
import { readRecording, UnreadableRecording } from '../../src/recording/read';
import { VERSION } from '../../src/recording/schema';
import { perceptron } from '../exporters/perceptron';
import { record } from './record';
import { training } from './scripts';

const unreadable = (bytes: Uint8Array, says: RegExp) => {
  assert.throws(
    () => readRecording(bytes),
    (error: Error) => error instanceof UnreadableRecording && says.test(error.message),
  );
};

describe('readRecording', function () {
  this.timeout(30_000);
  const bytes = tapelens(exhibitOf(record(perceptron)));

  it('gives back the recording that was exported, and its picture', async () => {
    for (const run of [perceptron, training]) {
      const recording = record(run);
      const again = readRecording(tapelens(exhibitOf(recording)));
      assert.equal(json(exhibitOf(again)), json(exhibitOf(recording)));
      assert.equal(text(exhibitOf(again)), text(exhibitOf(recording)));
      assert.equal(await svg(exhibitOf(again)), await svg(exhibitOf(recording)));
    }
  });

  it('tells a file that is none', () => {
    unreadable(new Uint8Array(), /no recording of Tapelens/);
    unreadable(new TextEncoder().encode('const a = 1;\n'.repeat(100)), /no recording of Tapelens/);
  });

  it('tells a newer and an older version, and what to do', () => {
    const header = { type: 'header', format: 'tapelens-recording', entry: '/a.ts', ops: [] } as const;
    unreadable(encodeChunk({ ...header, version: VERSION + 1 }), /newer Tapelens.*Update Tapelens/);
    unreadable(encodeChunk({ ...header, version: VERSION - 1 }), /older Tapelens.*export it again/);
  });

  it('tells a file that is cut off, wherever it is', () => {
    for (let length = 300; length < bytes.length - 200; length += 997) {
      unreadable(bytes.subarray(0, length), /damaged/);
    }
  });

  it('tells a damaged file in words, or shows what is left of it', () => {
    let told = 0;
    for (let at = 210; at < bytes.length; at += 131) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] ^= 0xff;
      try {
        const recording = readRecording(damaged);
        assert.ok(text(exhibitOf(recording)).length > 0);
      } catch (error) {
        assert.ok(error instanceof UnreadableRecording, `byte ${at}: ${(error as Error).stack}`);
        told++;
      }
    }
    assert.ok(told > 0);
  });
});
