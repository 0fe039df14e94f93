/** What is downloaded and loaded: bytes of the package and of each file that was built. */
import fs from 'node:fs';
import path from 'node:path';
import { filesIn, ROOT } from '../files';

const BUILT = /\.(c?js|css|ttf)$/;

/** Lines of sizes; no one else makes these files. */
export function sizes(): string[] {
  const files = ['tapelens.vsix', ...filesIn('dist', '').filter(file => BUILT.test(file))];
  return files.map(file => `${file} ${fs.statSync(path.join(ROOT, file)).size.toLocaleString('en')} bytes`);
}
