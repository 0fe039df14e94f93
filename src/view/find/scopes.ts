/** Which nodes were made in a scope of a name. */
import { scopeName } from '../../recording/queries/scope';
import type { Recording } from '../../recording/recording';
import { NONE } from '../../recording/schema';
import type { Segment } from '../../recording/segments';

/**
 * Whether some scope on a node's path has a text in its name. Nodes are asked in the order of their ids, and neighbours
 * share scopes: each scope of a segment is looked at once.
 */
export function madeIn(recording: Recording, text: string): (node: number) => boolean {
  const wanted = text.toLowerCase();
  const { segments, scopes } = recording;
  let known = new Map<number, boolean>();
  let standIns: Segment['scopes'] = null;
  const isIn = (scope: number): boolean => {
    if (scope === NONE) return false;
    let result = known.get(scope);
    if (result === undefined) {
      const stood = standIns?.get(scope) ?? scope;
      result = scopeName(recording, stood).toLowerCase().includes(wanted) || isIn(scopes.parent.at(scope));
      known.set(scope, result);
    }
    return result;
  };
  return node => {
    const segment = segments.of(node);
    if (segment.scopes !== standIns) {
      standIns = segment.scopes;
      known = new Map();
    }
    return isIn(segments.scope(node));
  };
}
