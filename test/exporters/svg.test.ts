import assert from 'node:assert/strict';
import { exhibitOf } from '../../src/exporters/exhibit';
import { svg } from '../../src/exporters/svg';
import { record } from '../recording/record';
import { neuron } from '../recording/scripts';
import { perceptron } from './perceptron';

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

describe('SVG', function () {
  this.timeout(30_000);

  it('draws every value of a small graph with its numbers', async () => {
    const text = await svg(exhibitOf(record(neuron)));
    assert.match(text, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    for (const each of ['tanh', '0.7071', '0.8814', '-1.5']) assert.ok(text.includes(`>${each}<`), each);
    assert.doesNotMatch(text, /undefined|NaN/);
  });

  it('is folded, or open as a whole when asked', async () => {
    const recording = record(perceptron);
    const [folded, open] = [await svg(exhibitOf(recording)), await svg(exhibitOf(recording, true))];
    const [inFolded, inOpen] = [folded, open].map(text => count(text, /class="[^"]*badge-text/g));
    assert.ok(inFolded < inOpen / 2, `${inFolded} ops, open ${inOpen}`);
    assert.ok(folded.includes('×'));
  });

  it('is the same at every export', async () => {
    const recording = record(perceptron);
    assert.equal(await svg(exhibitOf(recording)), await svg(exhibitOf(recording)));
  });
});
