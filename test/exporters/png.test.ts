import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Value } from '../../src/engine';
import { exhibitOf } from '../../src/exporters/exhibit';
import { png } from '../../src/exporters/png';
import { ROOT } from '../files';
import { record } from '../recording/record';
import { neuron } from '../recording/scripts';

/** Where the build takes its files from. */
const SOURCES: Record<string, string> = {
  'resvg.wasm': '@resvg/resvg-wasm/index_bg.wasm',
  'DejaVuSansMono.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf',
  'DejaVuSansMono-Bold.ttf': 'dejavu-fonts-ttf/ttf/DejaVuSansMono-Bold.ttf',
};

/** On a machine without fonts. */
function pngOf(script: () => void, scale: number): Promise<Uint8Array> {
  const read = (file: string) => fs.readFile(path.join(ROOT, 'node_modules', SOURCES[path.basename(file)]));
  const fontsFor = async () => ({ files: [], monospace: null, sansSerif: null });
  return png(exhibitOf(record(script)), read, { scale, fontsFor });
}

function sizeOf(image: Uint8Array): [number, number] {
  assert.equal(Buffer.from(image.subarray(1, 4)).toString('latin1'), 'PNG');
  const view = new DataView(image.buffer, image.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
}

describe('PNG', function () {
  this.timeout(30_000);

  it('has the picture’s size by the scale', async () => {
    const [width, height] = sizeOf(await pngOf(neuron, 1));
    assert.deepEqual(sizeOf(await pngOf(neuron, 3)), [width * 3, height * 3]);
  });

  it('draws the texts with the font that ships', async () => {
    const called = (label: string) => pngOf(() => void new Value(1, label), 1);
    const [one, same, other] = [await called('a'), await called('a'), await called('b')];
    assert.deepEqual(sizeOf(one), sizeOf(other));
    assert.deepEqual(one, same);
    assert.notDeepEqual(one, other);
  });
});
