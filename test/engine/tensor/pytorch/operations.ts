/** The ops of the stored cases and of the random programs, in Tapelens: operations.py does the same in PyTorch. */

import {
  arange,
  cat,
  einsum,
  eye,
  F,
  full,
  linspace,
  ones,
  stack,
  Tensor,
  tensor,
  where,
  zeros,
} from '../../../../src/engine/index';
import type { Attributes } from './cases';

/** A tensor, or a plain number. */
export type Operand = Tensor | number;

interface Call extends Attributes {
  /** The first three inputs, where they are tensors. */
  x: Tensor;
  y: Tensor;
  z: Tensor | undefined;
  tensors: Tensor[];
  inputs: Operand[];
}

type Operation = (call: Call) => Tensor | Tensor[];
type Unary = 'neg' | 'exp' | 'log' | 'sqrt' | 'tanh' | 'sigmoid' | 'relu' | 'abs' | 'sin' | 'cos' | 'clone';
type Arithmetic = 'add' | 'sub' | 'mul' | 'div' | 'pow' | 'maximum' | 'minimum';
type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
type InPlace = 'add_' | 'sub_' | 'mul_' | 'div_';

const unary = (name: Unary) => (call: Call) => call.x[name]();

/** Either operand may be a plain number; as the first it is a tensor without dimensions, which decides no dtype. */
const binary = (name: Arithmetic | Comparison) => (call: Call) => {
  const [a, b] = call.inputs;
  if (typeof a !== 'number') return a[name](b);
  return tensor(a, { dtype: call.x.dtype })[name](b);
};

/** On a tensor that wants no gradient: a change in place is an update, no op. */
const inPlace = (name: InPlace) => (call: Call) => {
  const [, b] = call.inputs;
  return call.x.detach()[name](typeof b === 'number' ? b : b.detach());
};

/** Over all, one or several dims. */
const over = ({ dim, dims }: Call) => dim ?? dims;

function extreme(name: 'max' | 'min') {
  return ({ x, dim, keepdim }: Call) => {
    if (dim === undefined) return x[name]();
    const { values, indices } = x[name](dim, keepdim);
    return [values, indices];
  };
}

const OPERATIONS = {
  add: binary('add'),
  sub: binary('sub'),
  mul: binary('mul'),
  div: binary('div'),
  pow: binary('pow'),
  maximum: binary('maximum'),
  minimum: binary('minimum'),
  neg: unary('neg'),
  exp: unary('exp'),
  log: unary('log'),
  sqrt: unary('sqrt'),
  tanh: unary('tanh'),
  sigmoid: unary('sigmoid'),
  relu: unary('relu'),
  gelu: ({ x, approximate }) => x.gelu(approximate),
  abs: unary('abs'),
  sin: unary('sin'),
  cos: unary('cos'),
  clamp: ({ x, min, max }) => x.clamp(min, max),
  clone: unary('clone'),
  to: ({ x, dtype }) => x.to(dtype!),

  eq: binary('eq'),
  ne: binary('ne'),
  lt: binary('lt'),
  le: binary('le'),
  gt: binary('gt'),
  ge: binary('ge'),

  sum: call => call.x.sum(over(call), call.keepdim),
  mean: call => call.x.mean(over(call), call.keepdim),
  max: extreme('max'),
  min: extreme('min'),
  argmax: ({ x, dim, keepdim }) => x.argmax(dim, keepdim),
  var: call => call.x.var(over(call), call.keepdim, { unbiased: call.unbiased }),
  std: call => call.x.std(over(call), call.keepdim, { unbiased: call.unbiased }),
  logsumexp: call => call.x.logsumexp(over(call), call.keepdim),
  softmax: ({ x, dim }) => x.softmax(dim!),
  logSoftmax: ({ x, dim }) => x.logSoftmax(dim!),

  view: ({ x, shape }) => x.view(shape!),
  reshape: ({ x, shape }) => x.reshape(shape!),
  flatten: ({ x, startDim, endDim }) => x.flatten(startDim, endDim),
  transpose: ({ x, dim0, dim1 }) => x.transpose(dim0!, dim1!),
  permute: ({ x, dims }) => x.permute(dims!),
  T: ({ x }) => x.T,
  unsqueeze: ({ x, dim }) => x.unsqueeze(dim!),
  squeeze: ({ x, dim }) => x.squeeze(dim),
  expand: ({ x, shape }) => x.expand(shape!),
  slice: ({ x, dim, start, end, step }) => x.slice(dim!, start, end, step),
  stack: ({ tensors, dim }) => stack(tensors, dim),
  cat: ({ tensors, dim }) => cat(tensors, dim),

  index: ({ x, inputs }) => x.index(...inputs.slice(1)),
  indexSelect: ({ x, y, dim }) => x.indexSelect(dim!, y),
  gather: ({ x, y, dim }) => x.gather(dim!, y),
  scatterAdd: ({ x, y, z, dim }) => x.scatterAdd(dim!, y, z!),
  where: ({ x, y, z }) => where(x, y, z!),

  matmul: ({ x, y }) => x.matmul(y),
  einsum: ({ tensors, equation }) => einsum(equation!, ...tensors),

  crossEntropy: ({ x, y, z, reduction, ignoreIndex, labelSmoothing }) =>
    F.crossEntropy(x, y, { weight: z, reduction, ignoreIndex, labelSmoothing }),
  nllLoss: ({ x, y, z, reduction, ignoreIndex }) => F.nllLoss(x, y, { weight: z, reduction, ignoreIndex }),
  binaryCrossEntropy: ({ x, y, z, reduction }) => F.binaryCrossEntropy(x, y, { weight: z, reduction }),
  binaryCrossEntropyWithLogits: ({ x, y, z, tensors, reduction }) =>
    F.binaryCrossEntropyWithLogits(x, y, { weight: z, posWeight: tensors[3], reduction }),
  mseLoss: ({ x, y, reduction }) => F.mseLoss(x, y, { reduction }),
  oneHot: ({ x, numClasses }) => F.oneHot(x, numClasses),
  embedding: ({ x, y }) => F.embedding(x, y),

  linear: ({ x, y, z }) => F.linear(x, y, z),
  layerNorm: ({ x, y, z, count = 1, eps }) =>
    F.layerNorm(x, x.shape.slice(x.ndim - count), { weight: y, bias: z, eps }),
  batchNorm: ({ tensors: [x, mean, variance, weight, bias], training, eps }) => [
    F.batchNorm(x, mean, variance, { weight, bias, training, eps }),
    mean,
    variance,
  ],

  add_: inPlace('add_'),
  sub_: inPlace('sub_'),
  mul_: inPlace('mul_'),
  div_: inPlace('div_'),
  copy_: ({ x, y }) => x.detach().copy_(y.detach()),
  fill_: ({ x, inputs }) => x.detach().fill_(Number(inputs[1])),
  zero_: ({ x }) => x.detach().zero_(),

  zeros: ({ shape }) => zeros(shape!),
  ones: ({ shape }) => ones(shape!),
  full: ({ shape, value }) => full(shape!, value!),
  eye: ({ rows, columns }) => eye(rows!, columns),
  arange: ({ start, end, step }) => (step === undefined ? arange(start!, end!) : arange(start!, end!, step)),
  linspace: ({ start, end, steps }) => linspace(start!, end!, steps!),
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

export const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}

/** The outputs of an op: one, or more where it gives several. */
export function operate(name: OperationName, inputs: Operand[], attributes: Attributes): Tensor[] {
  const operation: Operation = OPERATIONS[name];
  const tensors = inputs.filter(input => input instanceof Tensor);
  const [x, y, z] = tensors;
  const made = operation({ ...attributes, x, y, z, tensors, inputs });
  return made instanceof Tensor ? [made] : made;
}

/** The numbers of a tensor, in order; true is 1. */
export function numbersOf(x: Tensor): number[] {
  return Array.from(x.toTypedArray());
}
