import assert from 'node:assert/strict';
import { exhibitOf } from '../../src/exporters/exhibit';
import { json } from '../../src/exporters/json';
import { svg } from '../../src/exporters/svg';
import { tapelens } from '../../src/exporters/tapelens';
import { text } from '../../src/exporters/text';
import { checksum } from '../../src/recording/checksum';
import { encodeChunk } from '../../src/recording/encode';
import { readRecording, UnreadableRecording } from '../../src/recording/file';
import { type Chunk, FORMAT, NONE, VERSION } from '../../src/recording/schema';
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

  const forge = (change: (chunk: Chunk) => void, says: RegExp, run: () => void = perceptron) => {
    const chunks = structuredClone([...record(run).chunks()]);
    for (const chunk of chunks) change(chunk);
    const frames = chunks.map(encodeChunk);
    unreadable(withChecksum(Buffer.concat(frames)), says);
  };

  it('does not show what refers to nothing', () => {
    forge(chunk => chunk.type === 'nodes' && chunk.op.fill(999), /damaged: node 0 has no op\. Export/);
    forge(chunk => chunk.type === 'nodes' && chunk.in0.fill(1e6), /damaged: 1000000 is not below/);
    forge(chunk => chunk.type === 'pass' && chunk.nodes.fill(1e6), /damaged/);
    forge(chunk => chunk.type === 'pass' && Object.assign(chunk, { root: 1e6 }), /damaged: 1000000 is not below/);
    forge(
      chunk => chunk.type === 'sites' && chunk.sites.push({ file: 7, start: 0, end: 1, line: 1, col: 1, kind: 'op' }),
      /damaged: 7 is not below/,
    );
    forge(chunk => chunk.type === 'nodes' && chunk.site.fill(1e6, 3, 4), /damaged: 1000000 is not below/);
  });

  it('shows no scope that is not there', () => {
    const steps = () => training(4);
    forge(chunk => chunk.type === 'nodes' && chunk.scope.fill(1e6, 3, 4), /damaged: 1000000 is not below/);
    forge(chunk => chunk.type === 'nodes' && chunk.scope.fill(1e6, 3, 4), /damaged: 1000000 is not below/, steps);
    const scope = { parent: Uint32Array.of(NONE), name: Uint32Array.of(NONE), iteration: Int32Array.of(-1) };
    forge(
      chunk => chunk.type === 'scopes' && Object.assign(chunk, { ...scope, site: Uint32Array.of(1e6) }),
      /damaged: 1000000 is not below/,
    );
    forge(
      chunk => chunk.type === 'repeat' && Object.assign(chunk, { standIns: Uint32Array.of(0, 1e6) }),
      /damaged: 1000000 is not below/,
      steps,
    );
    forge(
      chunk => chunk.type === 'repeat' && Object.assign(chunk, { standIns: Uint32Array.of(0, NONE) }),
      /damaged: 4294967295 is not below/,
      steps,
    );
  });

  it('shows no names that are no text', () => {
    const ops = (change: object) => (chunk: Chunk) => chunk.type === 'header' && Object.assign(chunk.ops[3], change);
    forge(chunk => chunk.type === 'names' && chunk.names.splice(0, 1, {} as string), /damaged: names\.0 is no text/);
    forge(chunk => chunk.type === 'header' && Object.assign(chunk, { entry: 1 }), /damaged: header\.entry is no text/);
    forge(ops({ symbol: -1 }), /damaged: header\.ops\.symbol is no text/);
    forge(ops({ name: null }), /damaged: header\.ops\.name is no text/);
    forge(ops({ notation: 'postfix' }), /damaged: the op \w+ is written as postfix/);
    forge(ops({ tensor: { word: 'a', formula: 'a', gradients: [1] } }), /damaged: header\.ops\.gradients is no text/);
    forge(ops({ tensor: { word: 'a', formula: 'a', gradients: 'a' } }), /damaged: header\.ops\.gradients is no list/);
  });

  it('shows no op that it cannot compute', () => {
    const ops = (change: object) => (chunk: Chunk) => chunk.type === 'header' && Object.assign(chunk.ops[3], change);
    forge(ops({ name: 'foreign' }), /damaged: the op foreign is not known/);
    forge(ops({ name: 'toString' }), /damaged: the op toString is not known/);
    forge(ops({ name: 'tanh' }), /damaged: the op tanh is not known with 2 inputs/);
    forge(ops({ arity: 1 }), /damaged: the op \w+ is not known with 1 inputs/);
  });

  it('shows no write to a field that there is not', () => {
    forge(
      chunk => chunk.type === 'writes' && chunk.field.fill(255),
      /damaged: 255 is not below 2/,
      () => training(2),
    );
  });

  it('takes no room for what is only said to be there', () => {
    const refuse = (extra: object, says: RegExp) => {
      const frames = [...record(perceptron).chunks()].map(encodeChunk);
      unreadable(withChecksum(Buffer.concat([...frames, encodeChunk(extra as Chunk)])), says);
    };
    const [none, one] = [new Uint32Array(0), Uint32Array.of(1)];
    const data = new Float64Array(0);
    refuse({ type: 'extra', inputs: { length: 2 ** 30 } }, /damaged: extra\.inputs is no column of u32/);
    refuse({ type: 'labels', node: { length: 1e15 }, name: none }, /labels\.node is no column/);
    refuse(
      { type: 'extra', columns: [['inputs', 'u32', 2 ** 30]] },
      /extra\.inputs has 1073741824 numbers of u32 in 0/,
    );
    refuse({ type: 'extra', columns: [['inputs', 'u32', -1]] }, /extra\.inputs has -1 numbers/);
    refuse({ type: 'repeat', of: 0, count: 1e12, first: 0, changed: none, data }, /repeat\.count is 1000000000000/);
    refuse(
      { type: 'repeat', of: 0, count: 2 ** 31, first: 0, changed: none, data },
      /2147483648 are repeated from 0 on/,
    );
    refuse({ type: 'repeat', of: 0, count: -1, first: 0, changed: none, data }, /repeat\.count is -1/);
    refuse({ type: 'returned', node: 2 ** 31, data: Float64Array.of(1) }, /1 from 2147483648 on get their data back/);
    refuse({ type: 'labels', node: one, name: none }, /labels\.name has 0 numbers, and node has 1/);
    refuse(
      { type: 'ops', ops: [{ name: 'a', symbol: 'a', notation: 'infix', arity: 1e15 }] },
      /the op a has 1000000000/,
    );
    refuse({ type: 'tensorKinds', kinds: [{ shape: [2, 1e300] }] }, /tensorKinds\.1 is 1e\+300/);
    const whole = { type: 'whole', lasting: false, node: one, isExact: new Uint8Array(1) };
    const values = { values: new Float32Array(1), exact: data };
    refuse({ ...whole, ...values, pass: 0, of: one, length: Uint32Array.of(2 ** 31) }, /tells of 2147483648 numbers/);
    refuse({ ...whole, ...values, pass: Infinity, of: one, length: one }, /whole\.pass is Infinity/);
    refuse({ type: 'plot', kind: 'heatmap', site: 0, pass: 0, width: 0.5, values: data }, /plot\.width is 0\.5/);
    refuse({ type: 'file', file: { path: null, text: '' } }, /file\.path is no text/);
    refuse({ type: 'file', file: { path: '', text: 2 } }, /file\.text is no text/);
    refuse({ type: 'unheard' }, /unknown type unheard/);
  });

  it('names a part that is longer than the file', () => {
    const frame = encodeChunk({ type: 'extra', inputs: Uint32Array.of(1) });
    new DataView(frame.buffer).setUint32(4, 0xffffff00, true);
    const frames = [...record(perceptron).chunks()].map(encodeChunk);
    unreadable(
      withChecksum(Buffer.concat([...frames, frame])),
      /damaged: it is cut off: its last part is longer than what is left/,
    );
  });

  it('shows no node with more inputs than there are', () => {
    forge(chunk => {
      if (chunk.type === 'nodes') chunk.in1.fill(2 ** 31);
      if (chunk.type === 'header') for (const op of chunk.ops) Object.assign(op, { arity: 'n', custom: true });
    }, /damaged: node 0 has too many inputs/);
  });
});

function withChecksum(chunks: Uint8Array): Uint8Array {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(checksum(chunks));
  return Buffer.concat([chunks, Buffer.from('TLCK'), sum]);
}
