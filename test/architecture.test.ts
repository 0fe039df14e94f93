import assert from 'node:assert/strict';
import { type Import, importsIn } from './imports';

/** What the files of one place may import besides each other. */
interface Rule {
  /** A folder, or a file; the rule of the longest matching place holds. */
  of: string;
  /** Folders and files of the project, packages, `node:` for Node's own modules. */
  may: string[];
  /** The same, for types alone. */
  mayTypes?: string[];
}

/** Which way imports point. ARCHITECTURE.md says it in words: the two change together. */
const RULES: Rule[] = [
  { of: 'src/engine', may: [] },
  { of: 'src/protocol', may: [] },
  { of: 'src/recording', may: ['src/engine/ops'] },
  {
    of: 'src/instrument',
    may: ['@babel/parser', '@jridgewell/trace-mapping', 'sucrase'],
    mayTypes: ['@babel/types', 'src/recording/schema.ts'],
  },
  { of: 'src/analysis', may: ['src/recording', 'src/engine/ops'] },
  { of: 'src/view', may: ['src/recording', 'src/protocol', 'src/engine/ops'] },
  {
    of: 'src/evaluator',
    may: [
      'src/engine',
      'src/instrument',
      'src/recording',
      'src/protocol',
      '@jridgewell/trace-mapping',
      'leven',
      'sucrase',
    ],
  },
  {
    of: 'src/evaluator/node',
    may: ['src/evaluator', 'src/engine', 'src/instrument', 'src/recording', 'src/protocol', 'node:'],
  },
  {
    of: 'src/host',
    // Of the evaluator, its client: what runs the script is in a process of its own.
    may: [
      'src/protocol',
      'src/recording',
      'src/analysis',
      'src/view',
      'src/exporters',
      'src/evaluator/run.ts',
      'src/evaluator/limits.ts',
      'src/evaluator/node/evaluator.ts',
      'src/evaluator/node/modules.ts',
      'vscode',
      'node:',
    ],
  },
  { of: 'src/extension.ts', may: ['src/host', 'src/evaluator/node/evaluator.ts', 'vscode', 'node:'] },
  {
    of: 'src/exporters',
    // Of the webview, what needs no DOM: the compiler options of src know none, so more would not compile.
    may: ['src/recording', 'src/protocol', 'src/view', 'webview/graph', 'webview/terms.ts', 'node:'],
  },
  // Only the command line lays out by itself; elkjs has no place in the editor's extension.
  { of: 'src/exporters/svg.ts', may: ['src/exporters', 'webview/graph', 'elkjs'] },
  { of: 'src/exporters/png.ts', may: ['src/exporters', 'webview/graph', '@resvg/resvg-wasm'] },
  {
    of: 'src/cli',
    may: [
      'src/engine',
      'src/instrument',
      'src/recording',
      'src/protocol',
      'src/analysis',
      'src/evaluator',
      'src/view',
      'src/exporters',
      'package.json',
      'node:',
    ],
  },
  { of: 'webview', may: ['src/protocol', 'src/recording', '@vscode-elements/elements', 'elkjs', 'lit-html'] },
  { of: 'webview/standalone.ts', may: ['webview', 'src/protocol', 'src/recording', 'src/view', 'lit-html'] },
];

const isIn = (file: string, place: string) => file === place || file.startsWith(`${place}/`);

function ruleOf(file: string): Rule | undefined {
  const matching = RULES.filter(rule => isIn(file, rule.of));
  return matching.sort((a, b) => b.of.length - a.of.length)[0];
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const rule = ruleOf(from);
  if (!rule) return false;
  const places = [rule.of, ...rule.may, ...(typeOnly ? (rule.mayTypes ?? []) : [])];
  return places.some(place => isIn(to, place));
}

/** The files of the first cycle found, the first again at the end; undefined if there is none. */
function findCycle(imports: Import[]): string[] | undefined {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const to of targets.get(file) ?? []) {
      const cycle = visit(to, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of targets.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

describe('Imports', () => {
  const imports = [...importsIn('src'), ...importsIn('webview')];

  it('are read from the whole source', () => {
    assert.ok(imports.length > 50, `${imports.length} imports`);
  });

  it('point the way the table says', () => {
    const wrong = imports.filter(each => !isAllowed(each)).map(({ from, to }) => `${from} imports ${to}`);
    assert.deepEqual(wrong, []);
  });

  it('form no cycle when the code runs', () => {
    const atRunTime = imports.filter(each => !each.typeOnly);
    assert.equal(findCycle(atRunTime)?.join('\n  imports '), undefined);
  });

  it('of a forbidden kind, and cycles, are recognised', () => {
    assert.equal(isAllowed({ from: 'src/engine/a.ts', to: 'src/recording/b.ts', typeOnly: true }), false);
    assert.equal(isAllowed({ from: 'src/engine/ops/a.ts', to: 'src/engine/b.ts', typeOnly: false }), true);
    assert.equal(isAllowed({ from: 'src/instrument/a.ts', to: 'src/recording/schema.ts', typeOnly: false }), false);
    assert.equal(isAllowed({ from: 'src/nowhere/a.ts', to: 'node:', typeOnly: false }), false);
    const edge = (from: string, to: string) => ({ from, to, typeOnly: false });
    assert.deepEqual(findCycle([edge('a', 'b'), edge('b', 'c'), edge('c', 'b')]), ['b', 'c', 'b']);
  });
});
