/**
 * A page with the whole panel and the recording in it: works from a file, without a network. Its own policy lets nothing
 * be loaded and nothing run but what the page had when it was made.
 */
import { createHash } from 'node:crypto';
import { LAST_STEP } from '../protocol/panel';
import { basename } from '../recording/basename';
import { encodeRecording } from '../recording/encode';
import type { PageStart } from '../view/pageStart';
import type { Exhibit } from './exhibit';

/** A page is sent around and read as a whole: it has room for fewer tensors than memory. */
const TENSOR_BYTES = 2 ** 21;

/** Reads one of the product's own files, by its path in the product's folder. */
export type ReadOwn = (path: string) => Promise<Uint8Array>;

export async function html(exhibit: Exhibit, read: ReadOwn): Promise<string> {
  const { recording } = exhibit;
  const text = async (path: string) =>
    Buffer.from(await read(path))
      .toString('utf8')
      .replace(/\r\n?/g, '\n');
  const [viewer, worker, theme, panel, icons, font] = await Promise.all([
    text('dist/webview/standalone.js'),
    text('dist/webview/elk-worker.js'),
    text('dist/webview/standalone.css'),
    text('dist/webview/panel.css'),
    text('dist/webview/codicon.css'),
    read('dist/webview/codicon.ttf'),
  ]);
  const styles = [
    icons.replace(/url\([^)]*\)/, `url(data:font/ttf;base64,${Buffer.from(font).toString('base64')})`),
    theme,
    panel,
  ].map(style => style.replace(/<\/style/gi, '<\\/style'));
  const script = viewer.replace(/<\/script/gi, '<\\/script').replace(/<!--/g, '<\\!--');
  const policy = [
    "default-src 'none'",
    `script-src ${digest(script)}`,
    // The layout runs in a worker, made from the text that is in the page.
    'worker-src blob:',
    `style-src ${styles.map(digest).join(' ')}`,
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const bytes = Buffer.from(encodeRecording(recording, TENSOR_BYTES)).toString('base64');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(basename(recording.entry))} – Tapelens</title>
${styles.map(style => `<style>${style}</style>`).join('\n')}
</head>
<body>
<div id="app"></div>
<script type="application/json" id="recording">${embed(bytes)}</script>
<script type="application/json" id="start">${embed(startOf(exhibit))}</script>
<script type="application/json" id="worker">${embed(worker)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** As what is exported stands: with the same open, at the same pass, and at its step if one is told. */
function startOf({ folding, cursor, marked }: Exhibit): PageStart {
  return { folding: folding.save(), cursor: marked ? cursor : { pass: cursor.pass, step: LAST_STEP } };
}

/** Text that may stand inside a script element, whatever is in it. */
const embed = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c');

/** What a policy names a script or a style by. */
const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const escapeHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
