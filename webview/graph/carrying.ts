/** Over which edges a step sends something back. */

import { locate } from './locate';
import type { Numbers } from './numbers';
import type { Scene } from './placed';
import { referenceKey, type Sight } from './sight';
import { boxEntered, waysOn } from './ways';

/**
 * The keys of what shows the inputs that a step sends something to: of values, of those beside their consumer, and of the
 * closed boxes that hide them. An input that the step's own box hides is not among them.
 */
export function receiving(scene: Scene, sight: Sight, numbers: Numbers | null): Set<string> {
  const keys = new Set<string>();
  const step = numbers?.step;
  if (!step) return keys;
  const own = locate(scene, step.node)?.key;
  const references = new Set(sight.references.map(({ key }) => key));
  step.contributions.forEach(({ input, constant }, i) => {
    if (constant) return;
    const beside = referenceKey(step.node, i);
    const key = references.has(beside) ? beside : locate(scene, input)?.key;
    if (key !== undefined && key !== own) keys.add(key);
  });
  return keys;
}

/**
 * The keys of edges on the ways from what a step sends to, to the stepped node, through open borders too.
 * @param stepped - The key of what shows the node; null without a step.
 */
export function carrying({ edges }: Sight, stepped: string | null, receivers: ReadonlySet<string>): Set<string> {
  if (stepped === null) return new Set();
  const back = waysOn(edges, 'to', new Set([stepped]));
  const near = edges.filter(({ key }) => back.has(key));
  // What is in a copy that is not on show enters the one that is at its border.
  const entries = near.flatMap(({ from }) => (receivers.has(boxEntered(from)) ? [from] : []));
  return waysOn(near, 'from', new Set([...receivers, ...entries]));
}
