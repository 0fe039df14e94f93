/** A scalar in the style of most ports of micrograd: an object and a closure a node, sorted with a Set and a stack. */
import type { Scalar } from './train';

export class Value implements Scalar {
  data: number;
  grad = 0;
  readonly inputs: readonly Value[];
  private propagate: (() => void) | null = null;

  constructor(data: number, inputs: readonly Value[] = []) {
    this.data = data;
    this.inputs = inputs;
  }

  add(other: Value | number): Value {
    const right = typeof other === 'number' ? new Value(other) : other;
    const out = new Value(this.data + right.data, [this, right]);
    out.propagate = () => {
      this.grad += out.grad;
      right.grad += out.grad;
    };
    return out;
  }

  mul(other: Value | number): Value {
    const right = typeof other === 'number' ? new Value(other) : other;
    const out = new Value(this.data * right.data, [this, right]);
    out.propagate = () => {
      this.grad += right.data * out.grad;
      right.grad += this.data * out.grad;
    };
    return out;
  }

  tanh(): Value {
    const out = new Value(Math.tanh(this.data), [this]);
    out.propagate = () => {
      this.grad += (1 - out.data * out.data) * out.grad;
    };
    return out;
  }

  backward(): void {
    this.grad = 1;
    const order = sort(this);
    for (let i = order.length - 1; i >= 0; i--) order[i].propagate?.();
  }
}

/** All that the root depends on, inputs first. */
function sort(root: Value): Value[] {
  const order: Value[] = [];
  const seen = new Set<Value>([root]);
  const stack = [{ node: root, next: 0 }];
  while (stack.length) {
    const top = stack[stack.length - 1];
    if (top.next === top.node.inputs.length) {
      order.push(top.node);
      stack.pop();
      continue;
    }
    const input = top.node.inputs[top.next++];
    if (seen.has(input)) continue;
    seen.add(input);
    stack.push({ node: input, next: 0 });
  }
  return order;
}
