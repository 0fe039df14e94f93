/** Gaussian error linear unit as a layer. */
import { gelu } from '../../functional/activations';
import { checkChoice, checkOptions } from '../../options';
import type { Tensor } from '../../tensor/tensor';
import { Module } from './module';

export interface GELUOptions {
  /** 'tanh' for the usual approximation; 'none' unless said otherwise. */
  approximate?: 'none' | 'tanh';
}

export class GELU extends Module {
  readonly approximate: 'none' | 'tanh';

  constructor(options: GELUOptions = {}) {
    super();
    checkOptions('GELU', options, ['approximate']);
    this.approximate = checkChoice('GELU', 'approximate', options.approximate ?? 'none', ['none', 'tanh']);
  }

  forward(input: Tensor): Tensor {
    return gelu(input, { approximate: this.approximate });
  }

  override extraText(): string {
    return `approximate='${this.approximate}'`;
  }
}
