/** Over which edges a step sends something back. */

import { isPlace } from './between';
import { locate } from './locate';
import type { Numbers } from './numbers';
import type { Scene } from './placed';
import { referenceKey, type SeenEdge, type Sight } from './sight';

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
  const back = follow(edges, 'to', 'from', new Set([stepped]));
  const carries = follow(
    edges.filter(({ key }) => back.has(key)),
    'from',
    'to',
    receivers,
  );
  return carries;
}

/** Keys of the edges that lead on from some ends, through the places at borders. */
function follow(
  edges: readonly SeenEdge[],
  near: 'from' | 'to',
  far: 'from' | 'to',
  starts: ReadonlySet<string>,
): Set<string> {
  const keys = new Set<string>();
  const reached = new Set(starts);
  for (let grown = true; grown; ) {
    grown = false;
    for (const edge of edges) {
      if (keys.has(edge.key) || !reached.has(edge[near])) continue;
      keys.add(edge.key);
      if (isPlace(edge[far])) reached.add(edge[far]);
      grown = true;
    }
  }
  return keys;
}
