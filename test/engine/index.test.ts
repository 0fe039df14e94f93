import assert from 'node:assert/strict';
import * as tapelens from '../../src/engine/index';

describe("import … from 'tapelens'", () => {
  it('offers these names', () => {
    assert.deepEqual(Object.keys(tapelens).sort(), [
      'Generator',
      'Layer',
      'MLP',
      'Module',
      'Neuron',
      'Tensor',
      'Value',
      'datasets',
      'gradCheck',
      'log',
      'manualSeed',
      'multinomial',
      'noGrad',
      'ones',
      'plot',
      'provideData',
      'rand',
      'randint',
      'randn',
      'random',
      'randperm',
      'sum',
      'tensor',
      'trainTestSplit',
      'zeros',
      'zip',
    ]);
  });
});
