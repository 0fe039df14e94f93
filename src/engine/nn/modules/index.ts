/** `nn`: layers and losses of tensors, one file each. The scalar networks are exported beside it. */
export { BatchNorm1d, type BatchNorm1dOptions } from './batchNorm1d';
export { BCELoss } from './bceLoss';
export { BCEWithLogitsLoss } from './bceWithLogitsLoss';
export { CrossEntropyLoss } from './crossEntropyLoss';
export { Dropout } from './dropout';
export { Embedding } from './embedding';
export { Flatten } from './flatten';
export { GELU, type GELUOptions } from './gelu';
export type { DTypeOption } from './init';
export { LayerNorm, type LayerNormOptions } from './layerNorm';
export { Linear, type LinearOptions } from './linear';
export { Module } from './module';
export { MSELoss } from './mseLoss';
export { ReLU } from './relu';
export { Sequential, type Unary } from './sequential';
export { Sigmoid } from './sigmoid';
export { Softmax } from './softmax';
export { Tanh } from './tanh';
