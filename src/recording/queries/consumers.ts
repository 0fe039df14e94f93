/** The nodes that use a node. */
import type { Recording } from '../recording';
import type { Extent } from './extent';

/** The first nodes of an extent that use a node, ids ascending, and the number of all of them; one that uses it twice counts once. */
export function consumersOf(
  recording: Recording,
  extent: Extent,
  node: number,
  most: number,
): { first: number[]; count: number } {
  const first: number[] = [];
  let count = 0;
  // Whatever uses a node was made later.
  for (let position = extent.positionOf(node) + 1; position < extent.count; position++) {
    const other = extent.nodeAt(position);
    if (!uses(recording, other, node)) continue;
    count++;
    if (first.length < most) first.push(other);
  }
  return { first, count };
}

/** Whether a node has another among its inputs. */
export function uses(recording: Recording, node: number, input: number): boolean {
  const { arity } = recording.op(node);
  const { segments } = recording;
  // A pass of a million nodes is asked: the op is looked up once.
  if (arity === 0) return false;
  if (arity !== 'n') return segments.input(node, 0) === input || (arity === 2 && segments.input(node, 1) === input);
  const { count } = segments.listOf(node);
  for (let i = 0; i < count; i++) if (recording.input(node, i) === input) return true;
  return false;
}
