import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../files';

/** The command line as it is shipped. */
const CLI = path.join(ROOT, 'dist/cli.cjs');
const LESSONS = path.join(ROOT, 'media/lessons');
const HEAD = "import { Value } from 'tapelens';\n";

describe('tapelens run', function () {
  this.timeout(30_000);
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tapelens-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  function tapelens(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: folder, encoding: 'utf8' });
    return { status, stdout, stderr };
  }

  function script(text: string): string {
    fs.writeFileSync(path.join(folder, 'script.ts'), text);
    return 'script.ts';
  }

  it('prints what the README says', () => {
    const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
    const [, example] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
    const [, output] = /```text\n(\d+ nodes[\s\S]*?)```/.exec(readme) ?? [];
    fs.writeFileSync(path.join(folder, 'example.ts'), example);
    assert.equal(tapelens('run', 'example.ts').stdout, output);
  });

  it('leaves the script’s own output unchanged and puts the graph after it', () => {
    const { status, stdout, stderr } = tapelens(
      'run',
      script(
        `${HEAD}const a = new Value(2);\nconsole.log('one\\ttwo');\nconsole.error('aside');\nprocess.stdout.write('end\\n');\n`,
      ),
    );
    assert.equal(stdout, 'one\ttwo\nend\n1 node, 0 passes\n%0  a  data 2  grad not computed yet  script.ts:2\n');
    assert.equal(stderr, 'aside\n');
    assert.equal(status, 0);
  });

  it('prints only the script’s own output with --quiet', () => {
    assert.equal(
      tapelens('run', script(`${HEAD}console.log(new Value(1));\n`), '--quiet').stdout,
      'Value(data=1, grad=0)\n',
    );
  });

  it('writes the file that is asked for with --quiet, too', () => {
    const { stdout } = tapelens('run', path.join(LESSONS, 'neuron.ts'), '--quiet', '-o', 'quiet.json');
    assert.match(stdout, /^o is 0\.7071[^\n]*\n$/);
    assert.equal(JSON.parse(fs.readFileSync(path.join(folder, 'quiet.json'), 'utf8')).format, 'tapelens-recording');
  });

  it('tells the loss of every pass and the last pass’s graph', () => {
    const { stdout } = tapelens('run', path.join(LESSONS, 'training.ts'));
    assert.equal(stdout.match(/^pass \d+: loss /gm)?.length, 20);
    assert.match(stdout, /^graph of pass 20:$/m);
  });

  it('shows the pass that is asked for', () => {
    const { stdout } = tapelens('run', path.join(LESSONS, 'training.ts'), '--pass', '3');
    assert.match(stdout, /^graph of pass 3:$/m);
  });

  it('makes of a recording what it makes of a run, without running anything', () => {
    tapelens('run', path.join(LESSONS, 'training.ts'), '-o', 'run.tapelens');
    for (const args of [['svg'], ['dot', '--open', 'all', '--pass', '2']]) {
      const [ending, ...options] = args;
      tapelens('run', path.join(LESSONS, 'training.ts'), '-o', `run.${ending}`, ...options);
      const { status, stdout } = tapelens('show', 'run.tapelens', '-o', `shown.${ending}`, ...options);
      assert.deepEqual([status, stdout], [0, '']);
      const [run, shown] = ['run', 'shown'].map(name =>
        fs.readFileSync(path.join(folder, `${name}.${ending}`), 'utf8'),
      );
      assert.equal(shown, run, args.join(' '));
    }
  });

  it('opens every group when asked', () => {
    tapelens('run', path.join(LESSONS, 'training.ts'), '-o', 'folded.dot');
    tapelens('run', path.join(LESSONS, 'training.ts'), '-o', 'open.dot', '--open', 'all');
    const [folded, open] = ['folded', 'open'].map(name => fs.readFileSync(path.join(folder, `${name}.dot`), 'utf8'));
    assert.ok(folded.includes('rounded,bold') && !open.includes('rounded,bold'));
  });

  it('shows a recording of a run that failed, and why it did', () => {
    tapelens('run', script(`${HEAD}const a = new Value(2);\nthrow new Error('end');\n`), '-o', 'failed.tapelens');
    const { status, stdout, stderr } = tapelens('show', 'failed.tapelens');
    assert.match(stdout, /^%0 {2}a {2}data 2/m);
    assert.match(stderr, /^script\.ts:3:7: end/);
    assert.equal(status, 0);
  });

  it('gives a recording as JSON', () => {
    const { stdout } = tapelens(
      'run',
      script(`${HEAD}const a = new Value(-1);\na.log().backward();\n`),
      '--format',
      'json',
    );
    const recording = JSON.parse(stdout);
    assert.deepEqual([recording.format, recording.version], ['tapelens-recording', 2]);
    assert.deepEqual(recording.nodes.data, [-1, 'NaN']);
    assert.deepEqual(recording.passes[0].grads, [-1, 1]);
    assert.deepEqual(recording.nodes.label, ['a', '']);
  });

  it('draws an SVG with data and grad', () => {
    const { stdout } = tapelens('run', path.join(LESSONS, 'neuron.ts'), '--format', 'svg', '-o', 'neuron.svg');
    assert.match(stdout, /^o is 0\.7071/);
    const svg = fs.readFileSync(path.join(folder, 'neuron.svg'), 'utf8');
    for (const text of ['x1w1x2w2', '0.7071', '0.8814', '-1.5', 'tanh']) assert.ok(svg.includes(`>${text}<`), text);
  });

  it('draws a PNG at a scale, of a run as of a recording', () => {
    tapelens('run', path.join(LESSONS, 'neuron.ts'), '-o', 'run.tapelens');
    tapelens('run', path.join(LESSONS, 'neuron.ts'), '-o', 'run.png', '--scale', '1');
    tapelens('show', 'run.tapelens', '-o', 'shown.png', '--scale', '3');
    const sizes = ['run', 'shown'].map(name => {
      const png = fs.readFileSync(path.join(folder, `${name}.png`));
      return [png.readUInt32BE(16), png.readUInt32BE(20)];
    });
    assert.deepEqual(
      sizes[1],
      sizes[0].map(side => 3 * side),
    );
  });

  it('takes the format from the file’s ending, and writes Graphviz’s language', () => {
    tapelens('run', path.join(LESSONS, 'accumulation.ts'), '-o', 'graph.dot');
    const dot = fs.readFileSync(path.join(folder, 'graph.dot'), 'utf8');
    assert.match(dot, /^digraph \{/);
    assert.match(dot, /a \| data -2 \| grad -3/);
  });

  it('makes one page that holds the whole viewer and asks for nothing else', () => {
    tapelens('run', path.join(LESSONS, 'neuron.ts'), '-o', 'lesson.html');
    const page = fs.readFileSync(path.join(folder, 'lesson.html'), 'utf8');
    assert.ok(page.length < 2_500_000, `${page.length} characters`);
    assert.doesNotMatch(page.slice(0, 2000), /(?:src|href)=/);
  });

  it('tells an error as file:line:col: message, and ends with 1', () => {
    const { status, stderr } = tapelens('run', script('const a = 1;\nnull.x;\n'));
    assert.match(stderr, /^script\.ts:2:\d+: TypeError: Cannot read properties of null/);
    assert.equal(status, 1);
  });

  it('shows what a script made before it failed', () => {
    const { status, stdout } = tapelens('run', script(`${HEAD}const a = new Value(2);\nthrow new Error('end');\n`));
    assert.match(stdout, /^%0 {2}a {2}data 2/m);
    assert.equal(status, 1);
  });

  it('ends with 124 for a limit', () => {
    const { status, stderr } = tapelens('run', script('let i = 0;\nwhile (true) i++;\n'), '--time', '0.3');
    assert.match(stderr, /^script\.ts:2:1: The script ran for 0\.3 s/);
    assert.equal(status, 124);
  });

  it('ends with 2 and a word of help for bad usage', () => {
    const cases: [string[], RegExp][] = [
      [[], /no command/],
      [['run'], /no file/],
      [['draw', 'a.ts'], /no such command: draw/],
      [['run', 'nowhere.ts'], /cannot read nowhere\.ts: there is no such file/],
      [
        ['run', 'a.ts', '--format', 'gif'],
        /no such format: gif; there are text, json, svg, png, dot, mermaid, html, tapelens/,
      ],
      [['run', '.'], /cannot read \.: it is a folder/],
      [['run', 'script.ts', '-o', 'a.pdf'], /what format is a\.pdf/],
      [['run', 'script.ts', '-o', 'nowhere/a.svg'], /cannot write nowhere\/a\.svg/],
      [['run', 'a.ts', '--nodes', '1.5'], /--nodes takes a whole number of at least 1/],
      [['run', 'a.ts', '--memory', '1'], /--memory takes a whole number of at least 64/],
      [['run', 'a.ts', '--time', 'soon'], /--time takes a number above 0/],
      [['run', 'a.ts', '--colour'], /--colour/],
      [['run', 'a.ts', 'b.ts'], /one file at a time/],
      [['run', 'a.ts', '-o', 'a.png', '--scale', '5'], /--scale takes one of 1, 2, 3, 4/],
      [
        ['run', path.join(LESSONS, 'neuron.ts'), '--format', 'png'],
        /the script printed, and a PNG cannot come after text/,
      ],
      [['run', 'a.ts', '--format', 'tapelens'], /name a file for it with -o/],
      [['run', 'a.ts', '--open', 'some'], /--open takes all or default/],
      [['run', 'a.ts', '--pass', '0'], /--pass takes a number above 0/],
      [['show'], /no file/],
      [['show', 'nowhere.tapelens'], /cannot read nowhere\.tapelens: there is no such file/],
      [['show', path.join(LESSONS, 'neuron.ts')], /cannot show .*: It is no recording of Tapelens/],
      [['run', path.join(LESSONS, 'neuron.ts'), '--pass', '2'], /there is no pass 2: the run made 1/],
      [
        ['run', path.join(LESSONS, 'training.ts'), '--open', 'all', '--format', 'mermaid'],
        /more than 200 boxes.*export SVG or DOT/,
      ],
    ];
    for (const [args, says] of cases) {
      const { status, stderr } = tapelens(...args);
      assert.match(stderr, says);
      assert.equal(status, 2, args.join(' '));
    }
  });

  it('says what is missing where there is nothing to draw, and still writes what was asked for', () => {
    for (const [text, says] of [
      ['', /The file is empty/],
      ['const a = 1;', /made no Value/],
    ] as const) {
      const { status, stderr } = tapelens('run', script(text), '-o', 'empty.json');
      assert.match(stderr, says);
      assert.equal(status, 0);
      assert.equal(JSON.parse(fs.readFileSync(path.join(folder, 'empty.json'), 'utf8')).nodes.op.length, 0);
    }
  });

  it('tells a syntax error in JSON, too', () => {
    const { stdout } = tapelens('run', script('const = 1;\n'), '--format', 'json');
    assert.equal(JSON.parse(stdout).error.kind, 'syntax');
  });

  it('ends quietly when nobody reads on', () => {
    script(`${HEAD}let x = new Value(1);\nfor (let i = 0; i < 100000; i++) x = x + 1;\n`);
    const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" run script.ts | head -1`], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
  });

  it('writes operands by id where a label is not unique', () => {
    const { stdout } = tapelens('run', script(`${HEAD}let x = new Value(1);\nx = x + 1;\nx = x + 2;\nx = x + 3;\n`));
    assert.match(stdout, /^%4 {2}x = %2 \+ 2 {2}data 4/m);
  });

  it('tells how it is used, and its version', () => {
    assert.match(tapelens('--help').stdout, /^Usage: tapelens run FILE/);
    const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    assert.equal(tapelens('--version').stdout, `${version}\n`);
  });
});
