/** `F`: layers and losses as functions, under PyTorch's names. */
export { gelu, logSoftmax, relu, sigmoid, softmax, tanh } from './activations';
export { type DropoutOptions, dropout } from './dropout';
export { embedding, linear, oneHot } from './layers';
export {
  type BinaryCrossEntropyOptions,
  type BinaryCrossEntropyWithLogitsOptions,
  binaryCrossEntropy,
  binaryCrossEntropyWithLogits,
  type CrossEntropyOptions,
  crossEntropy,
  type LossOptions,
  type LossReduction,
  mseLoss,
  type NllLossOptions,
  nllLoss,
} from './losses';
export { type BatchNormOptions, batchNorm, type LayerNormOptions, layerNorm } from './normalization';
