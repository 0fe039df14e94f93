import assert from 'node:assert/strict';
import { renderDot } from '../../../src/exporters/dot';
import { Numbers } from '../../../webview/graph/numbers';
import type { Scene } from '../../../webview/graph/placed';
import type { Sight } from '../../../webview/graph/sight';
import { renderSvg } from '../../../webview/graph/svg';
import { Folded } from '../folded';
import { neuron, Sample, unnamed } from '../samples';
import { everything, plainScene } from './scenes';

const graph = neuron().graph('k');
const whole = Numbers.of(neuron().values({ pass: -1, step: 0 }));
let scene: Scene;
before(async () => {
  scene = await plainScene(graph);
});

/** The numbers of all that a folded sample draws. */
function numbersOf(sample: Folded, { values, references, folds }: Sight): Numbers {
  const results = folds.flatMap(({ result }) => result ?? []);
  const pairs = references.map(({ user, input }): [number, number] => [user, input]);
  sample.look({ type: 'look', serial: 0, nodes: [...values.map(({ id }) => id), ...results], references: pairs });
  return Numbers.of(sample.values());
}

describe('renderSvg', () => {
  it('is one standalone document with a title, every value and every edge', () => {
    const svg = renderSvg(scene, whole);
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(svg, /<title>Computation graph of 10 values<\/title>/);
    assert.equal(svg.match(/<g class="node /g)?.length, 10);
    assert.equal(svg.match(/<path class="edge"/g)?.length, 9);
    assert.ok(svg.includes('>0.7071<') && svg.includes('>tanh<'));
    assert.ok(!svg.includes('var('));
    assert.ok(!/undefined|NaN(?!<)/.test(svg));
  });

  it('shows the step that the values stand after', () => {
    const svg = renderSvg(scene, Numbers.of(neuron().values({ pass: 0, step: 4 })));
    assert.ok(svg.includes('step-outline'));
    assert.ok(svg.includes('>+0.5<'));
    assert.ok(svg.includes('>not yet<'));
  });

  it('escapes what the user wrote', async () => {
    const tape = new Sample();
    tape.leaf(1, 'a<b & "c"');
    const own = tape.graph('k');
    const svg = renderSvg(await plainScene(own), null);
    assert.ok(svg.includes('a&lt;b &amp; &quot;c&quot;'));
  });

  it('is well-formed whatever the user wrote', async () => {
    const written = 'a\0b\u001bc\ud800d\udc00e\uffff\ufffef\tg\u{1f600}';
    const tape = new Sample();
    tape.leaf(1, written);
    const svg = renderSvg(await plainScene(tape.graph('k')), null, undefined, written);
    const kept = 'a\ufffdb\ufffdc\ufffdd\ufffde\ufffd\ufffdf\tg\u{1f600}';
    assert.ok(svg.includes(`<title>${kept}</title>`));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    assert.doesNotMatch(svg, /[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u);
    assert.doesNotThrow(() => encodeURIComponent(svg));
  });

  it('has every frame, reference and copy of a folded graph', async () => {
    const sample = new Folded(3, { sample: 'all' });
    const own = await plainScene(sample.graph());
    const sight = everything(own);
    const svg = renderSvg(own, numbersOf(sample, sight));
    assert.equal(svg.match(/<g class="node reference /g)?.length, 3);
    assert.equal(svg.match(/<g class="fold cell"/g)?.length, 3);
    assert.equal(svg.match(/<g class="fold group /g)?.length, 8);
    assert.equal(svg.match(/<path class="edge"/g)?.length, sight.edges.length);
    assert.ok(svg.includes('>Σ 3<') && svg.includes('>2 of 3<') && svg.includes('>×3<'));
    assert.ok(!/undefined|NaN(?!<)/.test(svg));
  });
});

describe('renderDot', () => {
  it('writes values as records, ops between, edges in operand order', () => {
    const dot = renderDot(graph, whole);
    assert.match(dot, /^digraph \{\n/);
    assert.ok(dot.includes('v9 [label="o | data 0.7071 | grad 1"];'));
    assert.ok(dot.includes('o9 [label="tanh", shape=oval];'));
    assert.ok(dot.indexOf('v0 -> o5;') < dot.indexOf('v2 -> o5;'));
  });

  it('keeps both edges of a * a, and gives a constant no grad', () => {
    const dot = renderDot(unnamed().graph('k'), Numbers.of(unnamed().values({ pass: 0, step: 0 })));
    assert.equal(dot.match(/v0 -> o2;/g)?.length, 2);
    assert.ok(dot.includes('v3 [label="data 3"];'));
    assert.ok(dot.includes('a | data 3 | grad not yet'));
  });

  it('escapes what Graphviz would read as its own', () => {
    const tape = new Sample();
    tape.leaf(1, 'a|{b}"');
    assert.ok(renderDot(tape.graph('k'), null).includes('a\\|\\{b\\}\\"'));
  });
});
