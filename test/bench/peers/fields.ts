/**
 * A scalar as an object with its inputs and their local derivatives in fields: no closure, no Set, and a mark in each
 * node instead of a look-up. About as fast as objects get.
 */
import type { Scalar } from './train';

let passes = 0;

export class Value implements Scalar {
  grad = 0;
  /** Number of the last pass that reached this node. */
  private reached = 0;

  constructor(
    public data: number,
    private readonly first: Value | null = null,
    private readonly slope1 = 0,
    private readonly second: Value | null = null,
    private readonly slope2 = 0,
  ) {}

  add(other: Value | number): Value {
    const right = typeof other === 'number' ? new Value(other) : other;
    return new Value(this.data + right.data, this, 1, right, 1);
  }

  mul(other: Value | number): Value {
    const right = typeof other === 'number' ? new Value(other) : other;
    return new Value(this.data * right.data, this, right.data, right, this.data);
  }

  tanh(): Value {
    const t = Math.tanh(this.data);
    return new Value(t, this, 1 - t * t);
  }

  backward(): void {
    this.grad = 1;
    const order = this.sorted();
    for (let i = order.length - 1; i >= 0; i--) {
      const node = order[i];
      if (node.first) node.first.grad += node.slope1 * node.grad;
      if (node.second) node.second.grad += node.slope2 * node.grad;
    }
  }

  /** All that this depends on, inputs first: a node is on the stack once to open it and once, negated, to close it. */
  private sorted(): Value[] {
    const pass = ++passes;
    const order: Value[] = [];
    const stack: Value[] = [this];
    while (stack.length) {
      const node = stack[stack.length - 1];
      if (node.reached === -pass || node.reached === pass) {
        stack.pop();
        if (node.reached === -pass) order.push(node);
        node.reached = pass;
        continue;
      }
      node.reached = -pass;
      if (node.second && Math.abs(node.second.reached) !== pass) stack.push(node.second);
      if (node.first && Math.abs(node.first.reached) !== pass) stack.push(node.first);
    }
    return order;
  }
}
