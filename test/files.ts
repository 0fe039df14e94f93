/** Finding the project's own files. */
import fs from 'node:fs';
import path from 'node:path';

/** The project's folder. */
export const ROOT = path.resolve(import.meta.dirname, '..');

/** Files below a folder of the project with this ending, sorted: their paths in the project, with `/`. */
export function filesIn(folder: string, ending: string): string[] {
  const found = fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return found
    .filter(file => file.endsWith(ending))
    .map(file => path.posix.join(folder, file.split(path.sep).join('/')))
    .sort();
}
