import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../files';

interface Metafile {
  outputs: Record<string, { inputs: Record<string, unknown> }>;
}

/** Names of the npm packages of which a file is in a bundle, or is shipped as it is. */
function bundledPackages(): string[] {
  const { outputs }: Metafile = JSON.parse(fs.readFileSync(path.join(ROOT, 'dist/meta.json'), 'utf8'));
  const inputs = Object.values(outputs).flatMap(output => Object.keys(output.inputs));
  const names = inputs.flatMap(
    input => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(input)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

/** Packages without a file of their licence, and how its text ends. */
const NAMED_ONLY: Record<string, string> = {
  '@resvg/resvg-wasm': 'Incompatible With Secondary Licenses", as\n  defined by the Mozilla Public License, v. 2.0.',
};

/** Text of the package's licence files, lines trimmed at their ends. */
function licences(name: string): string[] {
  if (name in NAMED_ONLY) return [NAMED_ONLY[name]];
  const dir = path.join(ROOT, 'node_modules', name);
  const files = fs.readdirSync(dir).filter(file => /^licen[cs]e/i.test(file));
  return files.map(file => normalize(fs.readFileSync(path.join(dir, file), 'utf8')));
}

function normalize(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/[ \t\r]+$/gm, '')
    .trim();
}

describe('The third-party notices', () => {
  const notices = normalize(fs.readFileSync(path.join(ROOT, 'THIRD-PARTY-NOTICES.md'), 'utf8'));
  const packages = bundledPackages();

  it('name every package that ships, and no other', () => {
    const named = [...notices.matchAll(/^## (\S+)\n\n.*\n\nLicence: /gm)].map(match => match[1]);
    assert.deepEqual(named, packages);
  });

  for (const name of packages) {
    it(`hold the licence of ${name}`, () => {
      const texts = licences(name);
      assert.ok(texts.length > 0, 'the package has no licence file');
      for (const text of texts) assert.ok(notices.includes(text), 'not the text of its licence file');
    });
  }
});
