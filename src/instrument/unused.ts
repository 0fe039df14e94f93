/** Expressions whose value nobody reads. */

import { update } from './assignments';
import type { Node } from './ast';
import type { Emitter } from './emitter';
import type { Rope } from './rope';

/** An expression statement's expression, or the last part of a `for`: `i++` there need not keep the old value. */
export function visitUnused(e: Emitter, node: Node): Rope {
  if (node.type === 'UpdateExpression') return update(e, node, true);
  if (node.type !== 'SequenceExpression') return e.visit(node);
  return e.splice(
    node,
    node.expressions.map(expression => [expression, visitUnused(e, expression)]),
  );
}
