/** Scripts for the tests: each does one thing, or goes wrong in one way. */

export const NEURON = `import { Value } from 'tapelens';
const x1 = new Value(2);
const x2 = new Value(0);
const w1 = new Value(-3);
const w2 = new Value(1);
const b = new Value(6.8813735870195432);
const n = x1 * w1 + x2 * w2 + b;
const o = n.tanh();
o.backward();
`;

/** What is wrong, the script, and the line and words of the problem that it gives. */
export const BROKEN: { what: string; text: string; line: number; says: RegExp }[] = [
  { what: 'a syntax error', text: 'const a = 1;\nconst b = ;\n', line: 2, says: /unexpected/i },
  {
    what: 'a runtime error',
    text: "import { Value } from 'tapelens';\nconst a = new Value(1);\nconst missing: any = undefined;\nconst b = a * missing.x;\n",
    line: 4,
    says: /TypeError: Cannot read properties of undefined/,
  },
  {
    what: 'an endless loop',
    text: "import { Value } from 'tapelens';\nconst a = new Value(1);\nlet i = 0;\nwhile (true) {\n  i++;\n}\n",
    line: 4,
    says: /ran for 2 s without anything new/,
  },
  {
    what: 'an endless recursion that is caught',
    text: 'let calls = 0;\nfunction f(): number {\n  calls++;\n  try { return f(); } catch { return f(); }\n}\nf();\n',
    line: 2,
    says: /ran for 2 s without anything new/,
  },
  {
    what: 'memory without bound',
    text: 'const kept: number[][] = [];\nfor (;;) kept.push(new Array(100000).fill(1));\n',
    line: 2,
    says: /more than 384 MiB/,
  },
  {
    what: 'nodes without bound',
    text: "import { Value } from 'tapelens';\nlet x = new Value(1);\nfor (;;) x = x + 1;\n",
    line: 3,
    says: /more than 100,000 nodes/,
  },
  {
    what: 'an import that is not there',
    text: "import { f } from './nowhere';\nf();\n",
    line: 1,
    says: /Cannot find '.\/nowhere'/,
  },
  {
    what: 'files, which a script may not have',
    text: "import fs from 'node:fs';\nfs.readFileSync('/etc/passwd');\n",
    line: 1,
    says: /not available to scripts/,
  },
  {
    what: 'a promise that never settles',
    text: 'const a = 1;\nawait new Promise(() => {});\n',
    line: 2,
    says: /never comes/,
  },
];
