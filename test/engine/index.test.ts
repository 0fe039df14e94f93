import assert from 'node:assert/strict';
import * as tapelens from '../../src/engine/index';

describe("import … from 'tapelens'", () => {
  it('offers these names', () => {
    assert.deepEqual(Object.keys(tapelens).sort(), [
      'F',
      'Generator',
      'Layer',
      'MLP',
      'Module',
      'Neuron',
      'Tensor',
      'Value',
      'arange',
      'cat',
      'datasets',
      'einsum',
      'eye',
      'full',
      'gradCheck',
      'linspace',
      'log',
      'manualSeed',
      'multinomial',
      'nn',
      'noGrad',
      'ones',
      'onesLike',
      'optim',
      'plot',
      'provideData',
      'rand',
      'randint',
      'randn',
      'random',
      'randperm',
      'stack',
      'sum',
      'tensor',
      'trainTestSplit',
      'where',
      'zeros',
      'zerosLike',
      'zip',
    ]);
  });
});
