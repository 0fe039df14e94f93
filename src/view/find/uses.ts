/** Where values that have no inputs are used: a picture may draw them only there. */
import type { Uses } from '../../protocol/find';
import type { Recording } from '../../recording/recording';
import type { NodeList } from './query';

/** Uses that are told of one search. */
const MOST_USES = 200_000;

/** The inputs of nodes that are leaves among `ids`, which ascend. */
export function usesOf(recording: Recording, nodes: NodeList, ids: Uint32Array, most = MOST_USES): Uses {
  const [users, inputs]: [number[], number[]] = [[], []];
  const last = ids.length === 0 ? -1 : ids[ids.length - 1];
  const isAsked = new Uint8Array(last + 1);
  let hasLeaf = false;
  for (const id of ids) {
    if (recording.arity(id) > 0) continue;
    isAsked[id] = 1;
    hasLeaf = true;
  }
  for (let position = 0; hasLeaf && position < nodes.count && users.length < most; position++) {
    const node = nodes.nodeAt(position);
    const arity = recording.arity(node);
    for (let input = 0; input < arity; input++) {
      if (isAsked[recording.input(node, input)] !== 1) continue;
      users.push(node);
      inputs.push(input);
    }
  }
  return { users: Uint32Array.from(users), inputs: Uint32Array.from(inputs) };
}
