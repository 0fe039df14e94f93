import assert from 'node:assert/strict';
import { renderDot } from '../../../webview/graph/dot';
import { fallbackLayout } from '../../../webview/graph/fallback';
import { drawStyle } from '../../../webview/graph/measure';
import { renderSvg } from '../../../webview/graph/svg';
import { neuron, Sample, unnamed } from '../samples';

const graph = neuron().graph('k');
const whole = neuron().values('k', { pass: -1, step: 0 });
const placed = fallbackLayout(graph, drawStyle(graph, whole, 'badge'), '');

describe('renderSvg', () => {
  it('is one standalone document with a title, every value and every edge', () => {
    const svg = renderSvg(placed, graph, whole);
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(svg, /<title>Computation graph of 10 values<\/title>/);
    assert.equal(svg.match(/<g class="node /g)?.length, 10);
    assert.equal(svg.match(/<path class="edge"/g)?.length, 9);
    assert.ok(svg.includes('>0.7071<') && svg.includes('>tanh<'));
    assert.ok(!svg.includes('var('));
    assert.ok(!/undefined|NaN(?!<)/.test(svg));
  });

  it('shows the step that the values stand after', () => {
    const svg = renderSvg(placed, graph, neuron().values('k', { pass: 0, step: 4 }));
    assert.ok(svg.includes('step-outline'));
    assert.ok(svg.includes('>+0.5<'));
    assert.ok(svg.includes('>not yet<'));
  });

  it('escapes what the user wrote', () => {
    const tape = new Sample();
    tape.leaf(1, 'a<b & "c"');
    const own = tape.graph('k');
    const svg = renderSvg(fallbackLayout(own, drawStyle(own, null, 'badge'), ''), own, null);
    assert.ok(svg.includes('a&lt;b &amp; &quot;c&quot;'));
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
    const dot = renderDot(unnamed().graph('k'), unnamed().values('k', { pass: 0, step: 0 }));
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
