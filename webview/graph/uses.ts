/** Inputs of nodes that stand out, asked about one by one and by ranges of their nodes. */

import type { Uses } from '../../src/protocol/find';
import { indexFrom } from './found';

/** Whether input number `input` of `user` is one of them. */
export function hasUse({ users, inputs }: Uses, user: number, input: number): boolean {
  for (let i = indexFrom(users, user); users[i] === user; i++) if (inputs[i] === input) return true;
  return false;
}
