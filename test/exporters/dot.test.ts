import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dot, renderDot } from '../../src/exporters/dot';
import { exhibitOf } from '../../src/exporters/exhibit';
import { Program } from '../recording/outline/programs';
import { record } from '../recording/record';
import { neuron } from '../recording/scripts';
import { Sample, SERIAL } from '../webview/samples';
import { allCopies, closedGroup, closedStack, copyAndOthers, numbers, openCopy, openGroup } from './graphs';
import { perceptron } from './perceptron';

/** Where Graphviz is installed, it has to understand what was written. */
const hasGraphviz = spawnSync('dot', ['-V']).status === 0;

function parsed(text: string): string {
  if (hasGraphviz) {
    const { status, stderr } = spawnSync('dot', ['-Tsvg', '-o', '/dev/null'], { input: text, encoding: 'utf8' });
    assert.deepEqual([status, stderr], [0, '']);
  }
  return text;
}

const edges = (text: string): string[] => text.match(/\S+ -> \S+(?=( \[style=dotted\])?;)/g) ?? [];

describe('DOT', () => {
  it('writes values as records and ops between, with edges in operand order', () => {
    const text = parsed(dot(exhibitOf(record(neuron))));
    assert.match(text, /v\d+ \[label="o \| data 0\.7071 \| grad 1"\];/);
    assert.match(text, /o\d+ \[label="tanh", shape=oval\];/);
    const [, x1] = /(v\d+) \[label="x1 /.exec(text)!;
    const [, w1] = /(v\d+) \[label="w1 /.exec(text)!;
    const intoProduct = edges(text).filter(edge => edge.startsWith(`${x1} `) || edge.startsWith(`${w1} `));
    assert.deepEqual(
      intoProduct.map(edge => edge.split(' ')[0]),
      [x1, w1],
    );
  });

  it('leads edges through the border of an open group, to the operand that is meant', () => {
    const text = parsed(renderDot(openGroup, numbers));
    assert.ok(text.includes('subgraph cluster_g1 {\n    label="f(x) \\"twice\\"";'), text);
    const into = (target: string) => edges(text).filter(edge => edge.endsWith(` ${target}`));
    assert.deepEqual(into('o12'), ['v11 -> o12', 'v10 -> o12']);
    assert.deepEqual(into('o16'), ['v13 -> o16', 'r16_1 -> o16']);
  });

  it('draws closed groups and stacks as boxes with what they result in', () => {
    assert.ok(parsed(renderDot(closedGroup, numbers)).includes('"f(x) \\"twice\\" | 2 values | data 13 | grad 0.13"'));
    assert.ok(parsed(renderDot(closedStack, numbers)).includes('"row | ×2 | data 13 | grad 0.13"'));
  });

  it('tells of the copies of a stack together what a graph does not tell of each', () => {
    const all = parsed(renderDot(allCopies, numbers));
    assert.deepEqual(
      ['v10 -> g1in', 'g1in -> o12', 'g1in -> o14', 'v13 -> g1out', 'v15 -> g1out', 'g1out -> o16'].filter(
        edge => !edges(all).includes(edge),
      ),
      [],
    );
    assert.ok(parsed(renderDot(openCopy, numbers)).includes('label="row (2 of 2)"'));
  });

  it('joins the copy that is on show as a group, and what is not on show to a box of its own', () => {
    const text = parsed(renderDot(copyAndOthers, numbers));
    const into = (target: string) => edges(text).filter(edge => edge.endsWith(` ${target}`));
    assert.deepEqual(into('o14'), ['v11 -> o14', 'v10 -> o14']);
    assert.deepEqual(into('o16'), ['g1others -> o16', 'v15 -> o16', 'r16_1 -> o16']);
    assert.ok(text.includes('g1others [label="1 more like row", shape=plaintext]'), text);
    assert.ok(text.includes('g1others -> o16 [style=dotted]'));
    assert.ok(!text.includes('v15 -> o16 [style=dotted]'));
    assert.ok(!text.includes('point'));
  });

  it('leads every edge to the copy that is meant when it knows the inputs', () => {
    const inputs: Record<number, number[]> = { 12: [10, 11], 13: [12], 14: [11, 10], 15: [14], 16: [15, 17] };
    const text = parsed(renderDot(allCopies, numbers, node => inputs[node] ?? []));
    const into = (target: string) => edges(text).filter(edge => edge.endsWith(` ${target}`));
    assert.deepEqual(into('o12'), ['v10 -> o12', 'v11 -> o12']);
    assert.deepEqual(into('o14'), ['v11 -> o14', 'v10 -> o14']);
    assert.deepEqual(into('o16'), ['v15 -> o16', 'r16_1 -> o16']);
    assert.ok(!text.includes('point'));
  });

  it('joins what has very many operands to the stacks that they are in', () => {
    const program = new Program();
    const x = program.leaf('x');
    const chain = () => program.call('f', () => program.negative(program.product(x, program.constant())));
    const root = program.maximum([program.negative(x), ...Array.from({ length: 40 }, chain)]);
    const recording = program.recording();
    const text = parsed(dot(exhibitOf(recording, true)));
    const into = edges(text).filter(edge => edge.endsWith(` o${root}`));
    assert.deepEqual(new Set(into).size, into.length, text);
    assert.ok(
      into.some(edge => /^g\d+out/.test(edge)),
      into.join(),
    );
  });

  it('has an edge for every operand of a whole network, each as the script gave it', () => {
    const recording = record(perceptron);
    const text = parsed(dot(exhibitOf(recording, true)));
    assert.ok(!text.includes('point'));
    const into = new Map<string, string[]>();
    for (const edge of edges(text)) {
      const target = edge.split(' ')[2];
      into.set(target, [...(into.get(target) ?? []), edge]);
    }
    let checked = 0;
    for (const [target, found] of into) {
      if (!target.startsWith('o')) continue;
      const node = Number(target.slice(1));
      const inputs = recording.inputs(node);
      // A sum that is drawn as one has more.
      if (found.length !== inputs.length) continue;
      const sources = found.map(edge => edge.split(' ')[0]);
      const named = inputs.map((input, i) => (sources[i].startsWith('r') ? `r${node}_${i}` : `v${input}`));
      assert.deepEqual(sources, named);
      checked++;
    }
    assert.ok(checked > 100, `${checked}`);
  });

  it('escapes what Graphviz would read as its own', () => {
    const tape = new Sample();
    tape.leaf(1, 'a|{b}"<&lt;\\N\\');
    const text = parsed(renderDot(tape.graph('k', SERIAL), null));
    assert.ok(text.includes('label="a\\|\\{b\\}\\"\\<&amp;lt;\\\\N\\\\ |'), text);
  });
});
