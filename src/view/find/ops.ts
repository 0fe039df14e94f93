/** Which ops a word means. They are few, so each is looked at once, whatever the number of nodes. */
import type { OpInfo } from '../../recording/schema';
import { opWord } from '../words';

/** A free word means an op from so many letters on; a shorter one is a name, or is the op's own name or sign. */
const SHORTEST_START = 3;

/** By code: whether the op is called so. A sign is meant as it is, `*` without `**`; of a word, the beginning is enough. `isFree`: nothing says that an op is meant. */
export function opsCalled(ops: readonly OpInfo[], text: string, isFree: boolean): Uint8Array {
  const wanted = text.toLowerCase();
  const isWhole = !/\p{L}/u.test(wanted) || (isFree && wanted.length < SHORTEST_START);
  return Uint8Array.from(ops, op => {
    if (op.arity === 0) return 0;
    const names = [op.name, op.symbol, ...opWord(op).split(' ')].map(name => name.toLowerCase());
    if (names.includes(wanted) || opWord(op).toLowerCase() === wanted) return 1;
    return !isWhole && names.some(name => name.startsWith(wanted)) ? 1 : 0;
  });
}
