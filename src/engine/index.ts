/** All that a script may import from 'tapelens'. */
export type { CustomBackward, CustomForward } from './custom';
export { datasets } from './data/datasets';
export type { Iris } from './data/iris';
export type { Moons, MoonsOptions } from './data/moons';
export { type DataFile, provideData, type ReadData } from './data/sources';
export { type SplitOptions, trainTestSplit } from './data/split';
export * as F from './functional/index';
export { type GradCheckOptions, type GradCheckRow, gradCheck } from './gradCheck';
export { sum, zip } from './lists';
export { log } from './looks/log';
export type { Matrix, Numbers, Single } from './looks/numbers';
export { type HistOptions, type PlotOptions, plot } from './looks/plot';
export type { Activation } from './nn/activation';
export { Layer } from './nn/layer';
export { MLP, type MLPOptions } from './nn/mlp';
export { Module } from './nn/module';
export * as nn from './nn/modules/index';
export { Neuron, type NeuronOptions } from './nn/neuron';
export * as optim from './optim/index';
export { random } from './random/python';
export { Generator, manualSeed } from './random/torch';
export {
  arange,
  eye,
  full,
  linspace,
  ones,
  onesLike,
  type TensorOptions,
  tensor,
  zeros,
  zerosLike,
} from './tensor/create';
export type { DType } from './tensor/dtype';
export { cat, einsum, stack, where } from './tensor/functions';
export type { TensorGradCheckRow } from './tensor/gradCheck';
export { noGrad } from './tensor/gradMode';
export {
  type GeneratorOption,
  type MultinomialOptions,
  multinomial,
  type RandomOptions,
  rand,
  randint,
  randn,
  randperm,
} from './tensor/random';
export { Tensor } from './tensor/tensor';
export { Value } from './value';
