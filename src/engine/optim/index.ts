/** `optim`: optimisers, one file each. */
export { Adagrad, type AdagradOptions } from './adagrad';
export { Adam } from './adam';
export { AdamW } from './adamW';
export type { AdamOptions } from './moments';
export { Optimizer } from './optimizer';
export { RMSprop, type RMSpropOptions } from './rmsprop';
export { SGD, type SGDOptions } from './sgd';
export type { Parameter } from './target';
