/** Which ops a word means. They are few, so each is looked at once, whatever the number of nodes. */
import type { OpInfo } from '../../recording/schema';
import { opWord } from '../words';

/** A free word means an op from so many letters on; a shorter one is a name, or is the op's own name or sign. */
const SHORTEST_START = 3;

/** By code: whether the op is called so. `isFree`: nothing says that an op is meant. */
export function opsCalled(ops: readonly OpInfo[], text: string, isFree: boolean): Uint8Array {
  const wanted = text.toLowerCase();
  return Uint8Array.from(ops, op => {
    if (op.arity === 0) return 0;
    const names = [op.name, op.symbol, ...opWord(op).split(' ')].map(name => name.toLowerCase());
    if (names.includes(wanted) || opWord(op).toLowerCase() === wanted) return 1;
    if (isFree && wanted.length < SHORTEST_START) return 0;
    return names.some(name => name.startsWith(wanted)) ? 1 : 0;
  });
}
