/** A page with the whole panel and the recording in it: works from a file, without a network. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { basename } from '../../recording/basename';
import { encodeRecording } from '../../recording/encode';
import type { Recording } from '../../recording/recording';

/** A page is sent around and read as a whole: it has room for fewer tensors than memory. */
const TENSOR_BYTES = 2 ** 21;

/** Text that may stand inside a script element, whatever is in it. */
const embed = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c');

const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/**
 * An HTML document.
 * @param root - The product's own folder, where the viewer's files are.
 */
export async function html(recording: Recording, root: string): Promise<string> {
  const file = (...path: string[]) => readFile(join(root, ...path));
  const [viewer, worker, theme, panel, icons, font] = await Promise.all([
    file('dist', 'webview', 'standalone.js'),
    file('dist', 'webview', 'elk-worker.js'),
    file('media', 'standalone.css'),
    file('dist', 'webview', 'panel.css'),
    file('dist', 'webview', 'codicon.css'),
    file('dist', 'webview', 'codicon.ttf'),
  ]);
  const inlineFont = String(icons).replace(/url\([^)]*\)/, `url(data:font/ttf;base64,${font.toString('base64')})`);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(basename(recording.entry))} – Tapelens</title>
<style>${inlineFont}</style>
<style>${theme}</style>
<style>${panel}</style>
</head>
<body>
<div id="app"></div>
<script type="application/json" id="recording">${embed(Buffer.from(encodeRecording(recording, TENSOR_BYTES)).toString('base64'))}</script>
<script type="application/json" id="worker">${embed(String(worker))}</script>
<script>${String(viewer).replace(/<\/script/g, '<\\/script')}</script>
</body>
</html>
`;
}
