import assert from 'node:assert/strict';
import { Decoder, decodeAll, encodeChunk, encodeRecording } from '../../src/recording/encode';
import { Recording } from '../../src/recording/recording';
import { type Chunk, FORMAT } from '../../src/recording/schema';
import { record } from './record';
import { training } from './scripts';

const CHUNKS: Chunk[] = [
  { type: 'names', names: ['a', 'ß', '𝛼'] },
  { type: 'extra', inputs: Uint32Array.of(1, 2, 3) },
  {
    type: 'pass',
    loss: 1,
    kind: 'backward',
    root: 3,
    length: 4,
    site: 7,
    nodes: Uint32Array.of(0, 3),
    grads: Float64Array.of(Number.NaN, Number.NEGATIVE_INFINITY),
  },
  { type: 'names', names: [] },
];

describe('encodeChunk', () => {
  it('is undone by a decoder, NaN and infinities included', () => {
    const decoder = new Decoder();
    assert.deepEqual(
      CHUNKS.flatMap(chunk => decoder.push(encodeChunk(chunk))),
      CHUNKS,
    );
    assert.equal(decoder.rest, 0);
  });

  it('survives a stream that is cut anywhere', () => {
    const bytes = Buffer.concat(CHUNKS.map(encodeChunk));
    for (const size of [1, 3, 7, 64]) {
      const decoder = new Decoder();
      const chunks: Chunk[] = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(...decoder.push(bytes.subarray(at, at + size)));
      assert.deepEqual(chunks, CHUNKS, `pieces of ${size} bytes`);
    }
  });

  it('keeps what came before a frame that is cut off', () => {
    const bytes = Buffer.concat(CHUNKS.map(encodeChunk));
    const decoder = new Decoder();
    assert.deepEqual(decoder.push(bytes.subarray(0, bytes.length - 1)), CHUNKS.slice(0, -1));
    assert.throws(() => decodeAll(bytes.subarray(0, bytes.length - 1)), /cut off/);
  });
});

describe('encodeRecording', () => {
  it('gives a recording that says the same', () => {
    const recording = record(() => training(3));
    const again = Recording.of(decodeAll(encodeRecording(recording)));
    assert.deepEqual([...again.chunks()], [...recording.chunks()]);
    assert.equal(again.passes.length, 3);
  });

  it('is refused in another version', () => {
    const header: Chunk = { type: 'header', format: FORMAT, version: 1, entry: '', ops: [] };
    assert.throws(() => Recording.of([header]), /not a recording of version 2/);
  });
});
