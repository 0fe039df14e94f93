/** The panel's page: nothing is loaded but our own files, nothing runs but our own script. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** HTML of the panel of a document. */
export function pageOf(webview: vscode.Webview, extension: vscode.Uri, document: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const uri = (...path: string[]) => webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path));
  const source = webview.cspSource;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The layout runs in a worker, which in a webview can only come from a blob.
    'worker-src blob:',
    `connect-src ${source}`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${uri('dist', 'webview', 'codicon.css')}">
  <link rel="stylesheet" href="${uri('dist', 'webview', 'panel.css')}">
  <title>Tapelens</title>
</head>
<body>
  <div id="app" data-worker="${uri('dist', 'webview', 'elk-worker.js')}" data-document="${attribute(document)}"></div>
  <script nonce="${nonce}" src="${uri('dist', 'webview', 'panel.js')}"></script>
</body>
</html>`;
}

const attribute = (uri: vscode.Uri) => uri.toString().replace(/&/g, '&amp;').replace(/"/g, '&quot;');
