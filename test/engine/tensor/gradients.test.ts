import assert from 'node:assert/strict';
import { noGrad, type Tensor, tensor } from '../../../src/engine/index';
import { type Case, readCases, THEMES } from './pytorch/cases';
import { applyCase, describeCase, inputsOf } from './pytorch/compare';
import { numbersOf } from './pytorch/operations';
import { type Built, upstream, type Values } from './pytorch/recipes';

const STEP = 1e-6;
const TOLERANCE = 1e-6;

/** Central difference at each number of a leaf; NaN at a kink, where the differences to either side are not the same. */
function differences(leaf: Tensor, root: () => number): number[] {
  const numbers = numbersOf(leaf);
  const at = (i: number, x: number) => {
    leaf.data = tensor(numbers.with(i, x), { dtype: 'float64' }).view(leaf.shape);
    return root();
  };
  const middle = root();
  const found = numbers.map((x, i) => {
    const [above, below] = [at(i, x + STEP), at(i, x - STEP)];
    const isKink = Math.abs(above - 2 * middle + below) > 1e-3 * STEP;
    return isKink ? NaN : (above - below) / (2 * STEP);
  });
  leaf.data = tensor(numbers, { dtype: 'float64' }).view(leaf.shape);
  return found;
}

/** Numbers compared, numbers left out at kinks, and in words what is wrong. */
interface Findings {
  compared: number;
  kinks: number;
  faults: string[];
}

function check(each: Case): Findings {
  const inputs = inputsOf(each, 'float64');
  const [out] = applyCase(each, inputs);
  const weights = upstream(out, each.seed);
  out.backward(weights);
  const root = () => noGrad(() => applyCase(each, inputs)[0].mul(weights).sum().item());
  const findings: Findings = { compared: 0, kinks: 0, faults: [] };
  for (const { leaf } of inputs.filter((input): input is Built => typeof input !== 'number')) {
    if (leaf.grad === null) continue;
    const grads = numbersOf(leaf.grad);
    const numeric = differences(leaf, root);
    const scale = Math.max(1, ...numeric.map(Math.abs).filter(Number.isFinite));
    for (const [i, slope] of numeric.entries()) {
      if (Number.isNaN(slope)) findings.kinks++;
      else if (Math.abs(grads[i] - slope) <= TOLERANCE * scale) findings.compared++;
      else findings.faults.push(`${describeCase(each)}: grad [${i}] is ${grads[i]}, by differences ${slope}`);
    }
  }
  return findings;
}

const SMOOTH: readonly (Values | undefined)[] = [undefined, 'any', 'positive', 'unit', 'index', 'wrapped'];

/**
 * Numbers chosen for ties and edges have no differences; neither have those that are rounded to float32. Large tensors
 * would take long.
 */
function isSmooth({ inputs = [], attributes, results, sampled }: Case): boolean {
  const result = results?.float64;
  const isPlain = inputs.every(each => 'number' in each || SMOOTH.includes(each.values));
  const hasNumbers = result?.outputs[0].data.every(x => typeof x === 'number');
  return !sampled && isPlain && Boolean(hasNumbers && result?.grads) && attributes?.dtype !== 'float32';
}

describe('gradients of tensor ops', () => {
  const cases = THEMES.flatMap(theme => readCases(theme)).filter(isSmooth);
  const ops = [...new Set(cases.map(({ op }) => op))];

  for (const op of ops) {
    it(`are those of differences: ${op}`, () => {
      const found = cases.filter(each => each.op === op).map(check);
      const faults = found.flatMap(each => each.faults);
      assert.ok(faults.length === 0, `${faults.length} faults:\n${faults.slice(0, 10).join('\n')}`);
      const compared = found.reduce((sum, each) => sum + each.compared, 0);
      const kinks = found.reduce((sum, each) => sum + each.kinks, 0);
      assert.ok(compared >= 40 && kinks < 0.05 * compared, `${compared} compared, ${kinks} kinks`);
    });
  }
});
