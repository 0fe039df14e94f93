/** The corpus of small programs: sections of the files in the fixtures, each begun by a line `//# what it is about`. */
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/conformance/', import.meta.url);

export interface Program {
  area: string;
  title: string;
  source: string;
}

export function programs(): Program[] {
  return readdirSync(FOLDER)
    .filter(file => file.endsWith('.ts'))
    .sort()
    .flatMap(file => {
      const sections = readFileSync(new URL(file, FOLDER), 'utf8')
        .split(/^\/\/# /m)
        .slice(1);
      return sections.map(section => {
        const end = section.indexOf('\n');
        return { area: file.replace('.ts', ''), title: section.slice(0, end).trim(), source: section.slice(end + 1) };
      });
    });
}
