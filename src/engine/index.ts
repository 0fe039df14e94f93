/** All that a script may import from 'tapelens'. */
export type { CustomBackward, CustomForward } from './custom';
export { sum, zip } from './lists';
export type { Activation } from './nn/activation';
export { Layer } from './nn/layer';
export { MLP, type MLPOptions } from './nn/mlp';
export { Module } from './nn/module';
export { Neuron, type NeuronOptions } from './nn/neuron';
export { random } from './random/python';
export { Value } from './value';
