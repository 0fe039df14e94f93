import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { systemFonts } from '../../src/cli/fonts';
import { makeTemporary, removeTemporary } from '../testHost/temporary';

describe('The machine’s fonts', () => {
  let folder: string;

  before(() => {
    folder = makeTemporary();
    for (const file of [
      'Consola.ttf',
      'consolab.ttf',
      'deep/er/DejaVuSans.ttf',
      'NotoSansCJK-Regular.ttc',
      'other.ttf',
    ]) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), file);
    }
  });
  after(() => removeTemporary(folder));

  const found = async (text: string, ...folders: string[]) => {
    const { files, ...families } = await systemFonts(text, folders);
    return { files: files.map(file => Buffer.from(file).toString()), ...families };
  };

  it('are those that a picture names, wherever they lie', async () => {
    assert.deepEqual(await found('abc', path.join(folder, 'nowhere'), folder), {
      files: ['Consola.ttf', 'consolab.ttf', 'deep/er/DejaVuSans.ttf'],
      monospace: 'Consolas',
      sansSerif: 'DejaVu Sans',
    });
  });

  it('hold East Asian scripts where there are any', async () => {
    assert.ok((await found('漢字', folder)).files.includes('NotoSansCJK-Regular.ttc'));
  });

  it('may be none', async () => {
    assert.deepEqual(await found('漢字', path.join(folder, 'nowhere')), {
      files: [],
      monospace: null,
      sansSerif: null,
    });
  });
});
