/** The methods of tensors that change their numbers in place: for updates. None of them is an op or a node. */
import { tape } from '../../tape';
import { isFloating } from '../dtype';
import { isGradEnabled } from '../gradMode';
import { repeats, sameShape } from '../layout';
import { write } from '../loops';
import { makeRoom } from '../memory';
import { lengthOf, type NDArray } from '../ndarray';
import { checkOperand, numberBeside } from '../operand';
import { add, div, mul, sub } from '../ops/arithmetic';
import { NO_ATTRIBUTES, type NoAttributes, type TensorOp } from '../ops/op';
import { recordWrite } from '../record';
import { broadcast, shapeText } from '../shape';
import type { Tensor } from '../tensor';
import { MovementMethods } from './movement';

/**
 * Gradients don't flow through a change in place. Where one is asked for, these are allowed inside `noGrad` only:
 * `noGrad(() => p.sub_(p.grad.mul(0.1)))`. Each returns the tensor itself.
 */
export abstract class InPlaceMethods extends MovementMethods {
  /** this += other */
  add_(other: Tensor | number): Tensor {
    return this.compute('add_', add, other);
  }
  /** this -= other */
  sub_(other: Tensor | number): Tensor {
    return this.compute('sub_', sub, other);
  }
  /** this *= other */
  mul_(other: Tensor | number): Tensor {
    return this.compute('mul_', mul, other);
  }
  /** this /= other */
  div_(other: Tensor | number): Tensor {
    return this.compute('div_', div, other);
  }
  /** Takes over the numbers of another tensor, which broadcasts. */
  copy_(source: Tensor): Tensor {
    return this.put('copy_', checkOperand('copy_', source).array);
  }
  /** One number in every place. */
  fill_(value: number): Tensor {
    return this.put('fill_', numberBeside(this, value).array);
  }
  /** 0 in every place. */
  zero_(): Tensor {
    return this.fill_(0);
  }

  private compute(name: string, op: TensorOp<NoAttributes>, other: Tensor | number): Tensor {
    const operand = typeof other === 'number' ? numberBeside(this, other) : checkOperand(name, other);
    if (operand.requiresGrad) this.checkAllowed(name, true);
    const inputs = [this, operand];
    makeRoom(2 * lengthOf(inputs));
    const result = op.forward(inputs, NO_ATTRIBUTES);
    if (isFloating(result.dtype) && !isFloating(this.dtype)) {
      throw new TypeError(`${name}: the result is ${result.dtype}, which a tensor of ${this.dtype} can't take.`);
    }
    return this.put(name, result);
  }

  private put(name: string, numbers: NDArray): Tensor {
    this.checkAllowed(name, this.requiresGrad);
    if (!sameShape(broadcast(name, this.array.layout, numbers.layout), this.array.layout)) {
      throw new RangeError(
        `${name}: a tensor of shape ${shapeText(this.shape)} can't take numbers of shape ${shapeText(numbers.shape)}.`,
      );
    }
    if (repeats(this.array.layout)) {
      throw new RangeError(
        `${name}: in this expanded tensor several elements are one number, which can't take several. Use clone() first.`,
      );
    }
    write(this.array, numbers);
    if (tape().recorder !== null) recordWrite(tape(), this, 'data');
    return this.itself();
  }

  private checkAllowed(name: string, wantsGrad: boolean): void {
    if (!wantsGrad || !isGradEnabled()) return;
    throw new Error(
      `${name}: gradients don't flow through a change in place. For an update put it inside noGrad(() => …); to compute ` +
        `with the result use ${name.replace('_', '')}(…).`,
    );
  }
}
