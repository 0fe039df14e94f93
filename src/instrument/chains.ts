/**
 * Long chains of operators, `a + b + c + …`, whose tree is as deep as they are long.
 *
 * Every level gets code around it, and so much nesting would exhaust the stack of the transform and of whatever reads
 * its result. The chain becomes a sequence instead: `(t=a + b,t=t + c,t + d)`, with many operators in each part.
 */
import type { Node } from './ast';
import type { Emitter } from './emitter';
import type { Rope } from './rope';

/** Operators in one part. */
const MOST_OPERATORS = 50;

/** What `emit` makes of the chain that ends with the operator `root`, in parts if it is long. */
export function inParts(e: Emitter, root: Node, emit: () => Rope): Rope {
  const operators = leftOperators(e, root);
  if (operators.length <= MOST_OPERATORS) return emit();
  return e.withTemporaries(() => {
    const name = e.temporary();
    const parts: Rope[] = [];
    for (let i = operators.length - MOST_OPERATORS; i > 0; i -= MOST_OPERATORS) {
      parts.push(`${name}=`, e.visit(operators[i]), ',');
      e.standIns.set(operators[i], name);
    }
    return ['(', parts, emit(), ')'];
  });
}

/** The operators from `root` down its left side, as far as no variable stands for them. */
function leftOperators(e: Emitter, root: Node): Node[] {
  const operators: Node[] = [];
  let node = root;
  while ((node.type === 'BinaryExpression' || node.type === 'LogicalExpression') && !e.standIns.has(node)) {
    operators.push(node);
    node = node.left;
  }
  return operators;
}
