import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import JSZip from 'jszip';
import { filesIn, ROOT } from '../files';

const VSIX = path.join(ROOT, 'tapelens.vsix');
const LIMIT_BYTES = 6 * 1024 * 1024;

/** What ships besides media/; the names are those that vsce gives. */
const SHIPPED = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/THIRD-PARTY-NOTICES.md',
  'extension/changelog.md',
  'extension/dist/cli.cjs',
  'extension/dist/data/femaleNames.json',
  'extension/dist/data/iris.json',
  'extension/dist/data/maleNames.json',
  'extension/dist/evaluator/child.cjs',
  'extension/dist/extension.cjs',
  'extension/dist/png/DejaVuSansMono-Bold.ttf',
  'extension/dist/png/DejaVuSansMono.ttf',
  'extension/dist/png/resvg.wasm',
  'extension/dist/webview/codicon.css',
  'extension/dist/webview/codicon.ttf',
  'extension/dist/webview/elk-worker.js',
  'extension/dist/webview/panel.css',
  'extension/dist/webview/panel.js',
  'extension/dist/webview/standalone.css',
  'extension/dist/webview/standalone.js',
  'extension/package.json',
  'extension/readme.md',
];

describe('The package', () => {
  it('holds exactly what ships', async () => {
    const archive = await JSZip.loadAsync(fs.readFileSync(VSIX));
    const held = Object.values(archive.files).filter(entry => !entry.dir);
    const media = filesIn('media', '').filter(file => fs.statSync(path.join(ROOT, file)).isFile());
    const expected = [...SHIPPED, ...media.map(file => `extension/${file}`)];
    assert.deepEqual(held.map(entry => entry.name).sort(), expected.sort());
  });

  it('is smaller than 6 MB', () => {
    const { size } = fs.statSync(VSIX);
    assert.ok(size < LIMIT_BYTES, `${size} bytes`);
  });
});
