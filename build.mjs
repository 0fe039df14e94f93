// Builds everything that ships into dist/. `--watch` builds again at every change, unminified and with source maps.
// dist/meta.json says which file went into which bundle, for the check of the third-party notices.
import fs from 'node:fs';
import { context } from 'esbuild';

const watch = process.argv.includes('--watch');

/** Identifiers stay: users see the names of classes in errors and in what a script prints. @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  minifyWhitespace: !watch,
  minifySyntax: !watch,
  sourcemap: watch,
  metafile: true,
  logLevel: watch ? 'info' : 'warning',
  legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs' };

/** @type {import('esbuild').BuildOptions} */
const browser = { ...common, minifyIdentifiers: !watch, platform: 'browser', target: 'es2022', format: 'iife' };

/** One row a bundle. @type {import('esbuild').BuildOptions[]} */
const bundles = [
  { ...node, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] },
  { ...node, entryPoints: ['src/evaluator/node/child.ts'], outfile: 'dist/evaluator/child.cjs' },
  { ...node, entryPoints: ['src/cli/main.ts'], outfile: 'dist/cli.cjs', banner: { js: '#!/usr/bin/env node' } },
  { ...common, entryPoints: ['src/engine/index.ts'], outfile: 'dist/engine/index.js', format: 'esm', target: 'es2022' },
  { ...browser, entryPoints: ['webview/panel.ts'], outfile: 'dist/webview/panel.js' },
  { ...browser, entryPoints: ['webview/standalone.ts'], outfile: 'dist/webview/standalone.js' },
];

/** Files that ship as their package has them. */
const copies = [
  ['node_modules/elkjs/lib/elk-worker.min.js', 'dist/webview/elk-worker.js'],
  ['node_modules/@vscode/codicons/dist/codicon.css', 'dist/webview/codicon.css'],
  ['node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/webview/codicon.ttf'],
];

fs.rmSync('dist', { recursive: true, force: true });
for (const [from, to] of copies) fs.cpSync(from, to);

const contexts = await Promise.all(bundles.map(context));
if (watch) {
  await Promise.all(contexts.map(each => each.watch()));
} else {
  const results = await Promise.allSettled(contexts.map(each => each.rebuild()));
  await Promise.all(contexts.map(each => each.dispose()));
  // esbuild has said on the console what is wrong.
  if (results.some(({ status }) => status === 'rejected')) process.exit(1);
  report(Object.assign({}, ...results.map(({ value }) => value.metafile.outputs)));
}

/** Writes what is in each output, and prints its size. */
function report(outputs) {
  for (const [from, to] of copies) outputs[to] = { bytes: fs.statSync(to).size, inputs: { [from]: {} } };
  fs.writeFileSync('dist/meta.json', JSON.stringify({ outputs }));
  for (const [file, { bytes }] of Object.entries(outputs)) {
    console.log(`${(bytes / 1024).toFixed(0).padStart(6)} KB  ${file}`);
  }
}
