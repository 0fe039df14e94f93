import assert from 'node:assert/strict';
import { exhibitOf } from '../../src/exporters/exhibit';
import { json } from '../../src/exporters/json';
import { svg } from '../../src/exporters/svg';
import { tapelens } from '../../src/exporters/tapelens';
import { text } from '../../src/exporters/text';
import { checksum } from '../../src/recording/checksum';
import { encodeChunk } from '../../src/recording/encode';
import { readRecording, UnreadableRecording } from '../../src/recording/file';
import { type Chunk, FORMAT, VERSION } from '../../src/recording/schema';
import { perceptron } from '../exporters/perceptron';
import { record } from './record';
import { training } from './scripts';

const unreadable = (bytes: Uint8Array, says: RegExp) => {
  assert.throws(
    () => readRecording(bytes),
    (error: Error) => error instanceof UnreadableRecording && says.test(error.message),
  );
};

describe('The file of a recording', function () {
  this.timeout(30_000);
  const bytes = tapelens(exhibitOf(record(perceptron)));

  it('gives back the recording that was exported, and its picture', async () => {
    for (const run of [perceptron, () => training(3)]) {
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
    const header = { type: 'header' as const, format: FORMAT as typeof FORMAT, entry: '/a.ts', ops: [] };
    unreadable(encodeChunk({ ...header, version: VERSION + 1 }), /newer Tapelens.*Update Tapelens/);
    unreadable(encodeChunk({ ...header, version: VERSION - 1 }), /older Tapelens.*export it again/);
  });

  it('tells a file that is cut off, wherever it is', () => {
    for (let length = 300; length < bytes.length - 200; length += 997) {
      unreadable(bytes.subarray(0, length), /damaged/);
    }
  });

  it('tells a damaged file, wherever it is', () => {
    for (let at = 210; at < bytes.length; at += 131) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] ^= 1;
      unreadable(damaged, /damaged/);
    }
  });

  it('does not show what refers to nothing', () => {
    const forge = (change: (chunk: Chunk) => void) => {
      const chunks = structuredClone([...record(perceptron).chunks()]);
      for (const chunk of chunks) change(chunk);
      const frames = chunks.map(encodeChunk);
      unreadable(withChecksum(Buffer.concat(frames)), /damaged/);
    };
    forge(chunk => chunk.type === 'nodes' && chunk.op.fill(999));
    forge(chunk => chunk.type === 'nodes' && chunk.in0.fill(1e6));
    forge(chunk => chunk.type === 'pass' && chunk.nodes.fill(1e6));
    forge(chunk => chunk.type === 'pass' && Object.assign(chunk, { root: 1e6 }));
    forge(
      chunk => chunk.type === 'sites' && chunk.sites.push({ file: 7, start: 0, end: 1, line: 1, col: 1, kind: 'op' }),
    );
  });
});

function withChecksum(chunks: Uint8Array): Uint8Array {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(checksum(chunks));
  return Buffer.concat([chunks, Buffer.from('TLCK'), sum]);
}
