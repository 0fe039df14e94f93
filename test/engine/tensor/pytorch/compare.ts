/** Running a stored case with Tapelens, and telling in words where it parts from PyTorch. */
import assert from 'node:assert/strict';
import type { DType, Tensor } from '../../../../src/engine/index';
import { type Case, type Output, type Result, type Stored, sampleOf } from './cases';
import { difference, scaleOf } from './close';
import { isOperation, numbersOf, operate } from './operations';
import { type Built, build, upstream } from './recipes';

/** The inputs of a case: what the op is given, and the leaves behind it; a plain number has none. */
export function inputsOf({ inputs = [], seed }: Case, dtype: DType): (Built | number)[] {
  return inputs.map((recipe, i) => ('number' in recipe ? recipe.number : build(recipe, dtype, seed + 37 * i)));
}

/** The outputs of a case. */
export function applyCase(each: Case, inputs: (Built | number)[]): Tensor[] {
  assert.ok(isOperation(each.op), each.op);
  const given = inputs.map(input => (typeof input === 'number' ? input : input.view));
  return operate(each.op, given, each.attributes ?? {});
}

/** How exact a case can be: where float32 is among the inputs, or integers become floating, PyTorch computes in it. */
function precisionOf({ inputs = [] }: Case, dtype: DType): DType {
  const isExact = dtype === 'float64' && inputs.every(each => 'number' in each || each.dtype !== 'float32');
  return isExact ? 'float64' : 'float32';
}

/** The largest magnitude among the inputs. */
function scaleOfInputs(inputs: (Built | number)[]): number {
  return scaleOf(inputs.flatMap(input => (typeof input === 'number' ? [input] : numbersOf(input.view))));
}

/** What is wrong with a case in one dtype, in words. */
function faults(each: Case, dtype: DType, { outputs, grads }: Result): string[] {
  const inputs = inputsOf(each, dtype);
  const scale = scaleOfInputs(inputs);
  const made = applyCase(each, inputs);
  const precision = precisionOf(each, dtype);
  const differs = (x: Tensor, expected: Stored[], terms: number) => {
    const isFloating = x.dtype.startsWith('float');
    const numbers = each.sampled ? sampleOf(numbersOf(x)) : numbersOf(x);
    return difference(numbers, expected.map(Number), isFloating ? precision : x.dtype, terms);
  };
  const found = outputs.map((output, i) => [
    `output ${i}`,
    kindDiffers(made[i], output) ?? differs(made[i], output.data, scale),
  ]);
  if (made[0].requiresGrad !== (grads !== undefined)) found.push(['requiresGrad', `is ${made[0].requiresGrad}`]);
  else if (grads) {
    const gradient = upstream(made[0], each.seed);
    made[0].backward(gradient);
    const terms = Math.max(scale, scaleOf(numbersOf(gradient)));
    for (const [i, expected] of grads.entries()) {
      const input = inputs[i];
      const grad = typeof input === 'number' ? null : input.leaf.grad;
      if (grad && expected) found.push([`grad ${i}`, differs(grad, expected, terms)]);
      else if (grad || expected) found.push([`grad ${i}`, grad ? 'is there' : 'is missing']);
    }
  }
  return found.flatMap(([what, fault]) => (fault === undefined ? [] : [`${what} ${fault}`]));
}

function kindDiffers(x: Tensor | undefined, { shape, dtype }: Output): string | undefined {
  if (x === undefined) return 'is missing';
  if (x.dtype !== dtype) return `is ${x.dtype}, expected ${dtype}`;
  return `${x.shape}` === `${shape}` ? undefined : `has shape (${x.shape}), expected (${shape})`;
}

/** The same in every dtype, an error being a fault unless PyTorch refuses the inputs too. */
export function faultsOf(each: Case): string[] {
  const told = (dtype: string, fault: string) => `${describeCase(each)} in ${dtype}: ${fault}`;
  if (each.fails) {
    return (each.dtypes ?? []).flatMap(dtype => {
      try {
        applyCase(each, inputsOf(each, dtype));
      } catch (error) {
        const isOurs = [RangeError, TypeError, SyntaxError].some(kind => error instanceof kind);
        return isOurs ? [] : [told(dtype, `threw ${error}`)];
      }
      return [told(dtype, 'was taken, though PyTorch refuses it')];
    });
  }
  return Object.entries(each.results ?? {}).flatMap(([dtype, result]) => {
    try {
      return faults(each, dtype as DType, result).map(fault => told(dtype, fault));
    } catch (error) {
      return [told(dtype, String(error))];
    }
  });
}

export function describeCase({ op, inputs = [], attributes, seed }: Case): string {
  const given = [...inputs.map(input => JSON.stringify(input)), ...(attributes ? [JSON.stringify(attributes)] : [])];
  return `${op}(${given.join(', ')}), seed ${seed},`;
}
