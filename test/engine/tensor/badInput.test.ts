/** What comes of numbers that are none, of shapes and types that do not fit and of uses out of order, with tensors. */
import assert from 'node:assert/strict';
import {
  arange,
  eye,
  full,
  linspace,
  ones,
  type TensorOptions,
  tensor,
  zeros,
  zerosLike,
} from '../../../src/engine/tensor/create';
import { flatCopy } from '../../../src/engine/tensor/nested';
import { rand, randint } from '../../../src/engine/tensor/random';
import type { Tensor } from '../../../src/engine/tensor/tensor';
import { Value } from '../../../src/engine/value';

const NAN = Number.NaN;
const INF = Number.POSITIVE_INFINITY;

/** For arguments that the types of TypeScript rule out. */
const wrong = <T>(given: unknown) => given as T;
const numbersOf = (t: Tensor | null) => (t === null ? null : Array.from(flatCopy(t.array)));

/** What is done, the kind of the error, and its text. */
type Failure = [title: string, use: () => unknown, name: 'Error' | 'RangeError' | 'TypeError', message: RegExp];

function fail(failures: Failure[]): void {
  for (const [title, use, name, message] of failures) it(title, () => assert.throws(use, { name, message }));
}

const matrix = () => tensor([1, 2, 3, 4, 5, 6], { requiresGrad: true }).view(2, 3);

describe('NaN and infinities in tensors', () => {
  const specials = [NAN, INF, -INF, 0];
  const cases: [string, (t: Tensor) => Tensor, number[]][] = [
    ['t · 0', t => t.mul(0), [NAN, NAN, NAN, 0]],
    ['t − t', t => t.sub(t), [NAN, NAN, NAN, 0]],
    ['1 / t', t => t.pow(-1), [NAN, 0, -0, INF]],
    ['t / 0', t => t.div(0), [NAN, INF, -INF, NAN]],
    ['t ** 0', t => t.pow(0), [1, 1, 1, 1]],
    ['tanh t', t => t.tanh(), [NAN, 1, -1, 0]],
    ['the sum', t => t.sum(), [NAN]],
    ['the mean', t => t.mean(), [NAN]],
  ];
  for (const [name, use, expected] of cases) {
    it(`${name} is ${expected.join(', ')}`, () => {
      assert.deepEqual(numbersOf(use(tensor(specials))), expected);
    });
  }

  it('stay where they arise in a gradient', () => {
    const t = tensor(specials, { requiresGrad: true });
    t.mul(t).sum().backward();
    assert.deepEqual(numbersOf(t.grad), [NAN, INF, -INF, 0]);
  });

  it('are true in bool, and no whole numbers', () => {
    assert.deepEqual(numbersOf(tensor([-1.7, 1.7, 2 ** 31 - 0.5], { dtype: 'int32' })), [-1, 1, 2 ** 31 - 1]);
    assert.deepEqual(numbersOf(tensor([NAN, INF, 0], { dtype: 'bool' })), [1, 1, 0]);
  });
});

describe('Empty tensors', () => {
  const empty = () => zeros([0, 3], { requiresGrad: true });

  it('have a sum of 0, a mean of NaN, and keep their shape', () => {
    assert.equal(empty().sum().item(), 0);
    assert.equal(empty().mean().item(), NAN);
    assert.deepEqual(numbersOf(empty().sum(0)), [0, 0, 0]);
    assert.deepEqual(empty().add(ones([3])).shape, [0, 3]);
    assert.deepEqual(tensor([[]]).shape, [1, 0]);
  });

  it('make zeros where a matrix product sums over nothing', () => {
    assert.deepEqual(numbersOf(ones([2, 0]).matmul(ones([0, 3]))), [0, 0, 0, 0, 0, 0]);
  });

  it('get a gradient of their shape', () => {
    const t = empty();
    t.sum().backward();
    assert.deepEqual(t.grad?.shape, [0, 3]);
  });

  it('have no item', () => {
    assert.throws(() => empty().item(), /a single number is expected, but this tensor has the shape \(0, 3\)/);
  });
});

describe('Numbers that int32 does not hold', () => {
  const whole = () => arange(4);
  fail([
    ['are told when it is made', () => tensor([1, NAN], { dtype: 'int32' }), 'RangeError', /int32 .* not NaN/],
    ['are told beyond its range', () => tensor(3e10, { dtype: 'int32' }), 'RangeError', /not 30000000000/],
    ['are told when it is filled', () => full([2], INF, { dtype: 'int32' }), 'RangeError', /not Infinity/],
    ['are told in steps', () => arange(0, 4e9, 1e9), 'RangeError', /not 3000000000/],
    ['are told in a conversion', () => tensor([-INF]).to('int32'), 'RangeError', /not -Infinity/],
    ['are told in fill_', () => whole().fill_(NAN), 'RangeError', /not NaN/],
    ['are told in copy_', () => whole().copy_(full([4], 2 ** 31)), 'RangeError', /not 2147483648/],
    ['are told in data', () => (whole().data = full([4], NAN)), 'RangeError', /not NaN/],
    ['are told in a sum', () => arange(100000).sum(), 'RangeError', /4999950000.*to\('float64'\)\.sum\(\)/],
    ['are told in a sum of rows', () => full([2, 3], 2e9, { dtype: 'int32' }).sum(0), 'RangeError', /4000000000/],
    ['are no powers below 0', () => whole().pow(-1), 'RangeError', /pow: .*negative.*to\('float32'\)/],
    ['nor in a tensor', () => whole().pow(tensor([1, 2, 3, -4], { dtype: 'int32' })), 'RangeError', /pow: .*negative/],
  ]);

  it('may be a sum of floats, and a sum within its range stays exact', () => {
    assert.equal(arange(100000).to('float64').sum().item(), 4999950000);
    assert.equal(full([3, 1000], 700000, { dtype: 'int32' }).sum().item(), 2100000000);
    assert.deepEqual(numbersOf(full([3, 2], 700000000, { dtype: 'int32' }).sum(0)), [2100000000, 2100000000]);
    assert.equal(ones([2], { dtype: 'bool' }).sum().item(), 2);
  });
});

describe('Options and arguments that there are not', () => {
  const snake = wrong<TensorOptions>({ requires_grad: true });
  const unknown = /has no option 'requires_grad'; there are: dtype, requiresGrad/;
  fail([
    ['are told by tensor', () => tensor([1], snake), 'TypeError', unknown],
    ['are told by zeros', () => zeros([1], snake), 'TypeError', unknown],
    ['are told by ones', () => ones([1], snake), 'TypeError', unknown],
    ['are told by full', () => full([1], 2, snake), 'TypeError', unknown],
    ['are told by arange', () => arange(1, snake), 'TypeError', unknown],
    ['are told by linspace', () => linspace(0, 1, 2, snake), 'TypeError', unknown],
    ['are told by eye', () => eye(2, snake), 'TypeError', unknown],
    ['are told by zerosLike', () => zerosLike(ones([1]), snake), 'TypeError', /^zerosLike has no option/],
    ['are told by randint', () => randint(3, [1], snake), 'TypeError', /has no option 'requires_grad'/],
    [
      'are sizes one by one',
      () => zeros(wrong(3), wrong(2)),
      'TypeError',
      /zeros expects .* in one list: zeros\(\[3, 2\]\)/,
    ],
    ['are sizes one by one for ones', () => ones(wrong(3), wrong(2)), 'TypeError', /ones\(\[3, 2\]\)/],
    ['are sizes one by one for rand', () => rand(wrong(3), wrong(2)), 'TypeError', /rand\(\[3, 2\]\)/],
    ['are a text for a step', () => arange(0, 4, wrong('1')), 'TypeError', /arange expects .*the string "1"/],
    [
      'are a fourth number',
      () => wrong<(...n: number[]) => Tensor>(arange)(0, 4, 1, 1),
      'TypeError',
      /arange expects one to three finite numbers/,
    ],
    ['are a dtype in place of options', () => zeros([2], wrong('int32')), 'TypeError', /options as an object/],
    [
      'are a requiresGrad of text',
      () => ones([2], wrong({ requiresGrad: 'no' })),
      'TypeError',
      /requiresGrad .* true or false/,
    ],
    [
      'are a keepdim in options',
      () => matrix().sum(0, wrong({ keepdim: false })),
      'TypeError',
      /keepdim to be true or false/,
    ],
    ['are a keepdim of argmax', () => matrix().argmax(0, wrong(1)), 'TypeError', /keepdim to be true or false/],
    [
      'are told by var',
      () => matrix().var(0, false, wrong({ unbias: false })),
      'TypeError',
      /var has no option 'unbias'/,
    ],
    [
      'are told by std',
      () => matrix().std(0, false, wrong({ unbiased: 0 })),
      'TypeError',
      /unbiased to be true or false/,
    ],
    [
      'are told by backward',
      () =>
        matrix()
          .sum()
          .backward(null, wrong({ retain: true })),
      'TypeError',
      /no option 'retain'/,
    ],
  ]);
});

describe('Shapes that do not fit', () => {
  fail([
    [
      'broadcast not',
      () => matrix().add(ones([2])),
      'RangeError',
      /add: the shapes \(2, 3\) and \(2\).* 3 and 2 differ/,
    ],
    [
      'are told for matmul',
      () => ones([96, 2]).matmul(ones([6, 100])),
      'RangeError',
      /^cannot multiply \(96, 2\) by \(6, 100\): the inner sizes 2 and 6 differ/,
    ],
    ['are told for a product with a single number', () => ones([]).matmul(ones([2])), 'RangeError', /Use mul/],
    [
      'are told for view',
      () => matrix().view(4, 2),
      'RangeError',
      /\(2, 3\) has 6 elements, which \(4, 2\) can't hold/,
    ],
    ['may have one unknown size', () => matrix().view(-1, -1), 'RangeError', /one size may be -1/],
    ['leave no unknown size open', () => zeros([0, 3]).view(-1, 0), 'RangeError', /-1 could be any size beside 0/],
    ['are whole numbers', () => matrix().view(1.5, 4), 'TypeError', /whole numbers, but got the number 1\.5/],
    ['are not below 0', () => zeros([-1]), 'RangeError', /zeros: -1 is not a size/],
    [
      'are numbers',
      () => zeros(wrong(undefined)),
      'TypeError',
      /zeros expects sizes as whole numbers, but got undefined/,
    ],
    ['are of lists of one length', () => tensor([[1, 2], [3]]), 'RangeError', /there is one of 1 elements/],
    [
      'fit the memory',
      () => zeros([1e6, 1e6, 1e3]),
      'RangeError',
      /no memory for a tensor of 1000000000000000 elements/,
    ],
    ['fit for a grad', () => (matrix().grad = ones([2])), 'RangeError', /has the shape \(2, 3\).* has \(2\)/],
    ['fit for data', () => (matrix().data = ones([2])), 'RangeError', /has the shape \(2, 3\).* has \(2\)/],
    ['fit for a gradient', () => matrix().backward(ones([3])), 'RangeError', /has the shape \(3\).* has \(2, 3\)/],
  ]);
});

describe('Dimensions out of range', () => {
  fail([
    ['are told with what there is', () => matrix().sum(2), 'RangeError', /no dimension 2 .* one of -2 to 1/],
    ['count from the end, too', () => matrix().sum(-3), 'RangeError', /no dimension -3/],
    ['are named once', () => matrix().sum([0, -2]), 'RangeError', /named twice/],
    ['are whole numbers', () => matrix().sum(0.5), 'TypeError', /whole number, but got the number 0\.5/],
    [
      'are no fractions in index',
      () => matrix().index(1.5),
      'TypeError',
      /index expects whole numbers, but one is 1\.5/,
    ],
    ['are numbers in index', () => matrix().index(0, NAN), 'TypeError', /index expects whole numbers, but one is NaN/],
    ['are no strings', () => matrix().sum(wrong('0')), 'TypeError', /but got the string "0"/],
  ]);
});

describe('What is no tensor, or of the wrong dtype', () => {
  fail([
    [
      'a Value beside a tensor',
      () => matrix().add(wrong(new Value(2))),
      'TypeError',
      /add expects a tensor or a number, but got a Value/,
    ],
    [
      'a tensor beside a Value',
      () => new Value(2).add(wrong(matrix())),
      'TypeError',
      /add expects a Value or a number, but got a Tensor/,
    ],
    [
      'a list beside a tensor',
      () => matrix().mul(wrong([1, 2, 3])),
      'TypeError',
      /mul expects a tensor or a number, but got an array/,
    ],
    [
      'a number as a matrix',
      () => matrix().matmul(wrong(3)),
      'TypeError',
      /matmul expects a tensor, but got the number 3/,
    ],
    ['an element of a list', () => tensor(wrong([1, 'a'])), 'TypeError', /one element is the string "a"/],
    ['a hole in a list', () => tensor(new Array(2)), 'TypeError', /one element is undefined/],
    [
      'a dtype that there is not',
      () => tensor([1], wrong<TensorOptions>({ dtype: 'float16' })),
      'TypeError',
      /'float32', 'float64', 'int32' or 'bool', but got the string "float16"/,
    ],
    [
      'a gradient of whole numbers',
      () => tensor([1], { dtype: 'int32', requiresGrad: true }),
      'TypeError',
      /Only floating-point tensors .* this one is int32/,
    ],
    [
      'a mean of whole numbers',
      () => ones([2], { dtype: 'int32' }).mean(),
      'TypeError',
      /Convert first: t\.to\('float32'\)\.mean\(\)/,
    ],
    [
      'a number as grad',
      () => (matrix().grad = wrong(0)),
      'TypeError',
      /grad is a tensor or null, but got the number 0/,
    ],
    ['a number as data', () => (matrix().data = wrong(0)), 'TypeError', /data is a tensor, but got the number 0/],
    [
      'a number as gradient',
      () => matrix().backward(wrong(1)),
      'TypeError',
      /the gradient as a tensor, but got the number 1/,
    ],
    ['JavaScript’s own arithmetic', () => wrong<number>(matrix()) * 2, 'TypeError', /would lose the graph/],
  ]);
});

describe('Subscripts of tensors', () => {
  const list = () => wrong<Record<string | number, unknown>>(arange(4));
  const remedy = /^A tensor has no subscripts: C\[X\] is C\.index\(X\)/;
  fail([
    ['are told with a tensor', () => list()[wrong<string>(tensor([0, 1]))], 'TypeError', remedy],
    ['are told with a list', () => list()[wrong<string>([0, 1])], 'TypeError', remedy],
    ['are told with a number', () => list()[-1], 'TypeError', remedy],
    ['are told where something is assigned', () => (list()[0] = 1), 'TypeError', remedy],
    ['are not counted', () => list().length, 'TypeError', /t\.shape\[0\], of all t\.numel\(\)/],
    ['are no elements to copy', () => new Float32Array(wrong<number[]>(list())), 'TypeError', /no length/],
  ]);

  it('are no other property, which there may be', () => {
    const t = list();
    assert.equal(t.note, undefined);
    t.note = 'mine';
    assert.deepEqual([t.note, Object.keys(t).includes('note'), 'note' in arange(4)], ['mine', true, false]);
  });
});

describe('A backward pass out of order', () => {
  fail([
    [
      'needs a single number',
      () => matrix().backward(),
      'Error',
      /this tensor has the shape \(2, 3\).*t\.sum\(\)\.backward\(\)/,
    ],
    ['needs a parameter', () => ones([]).backward(), 'Error', /requires a gradient.*\{ requiresGrad: true \}/],
    ['keeps no gradient of what requires none', () => ones([1]).retainGrad(), 'Error', /requires no gradient/],
    ['is for leaves alone', () => (matrix().requiresGrad = false), 'Error', /on leaves only.*detach\(\)/],
  ]);

  it('is made once, unless the graph is kept', () => {
    const t = tensor([3], { requiresGrad: true });
    const kept = t.mul(t).sum();
    kept.backward(undefined, { retainGraph: true });
    kept.backward();
    assert.deepEqual(numbersOf(t.grad), [12]);
    assert.throws(() => kept.backward(), /^Error: backward: a pass has gone through this graph .* retainGraph: true/);
    assert.deepEqual(numbersOf(t.grad), [12]);
  });
});
