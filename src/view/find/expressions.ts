/** Which nodes are called by an expression or a number, for they have no variable's name. */
import type { Recording } from '../../recording/recording';
import { CONSTANT, NONE } from '../../recording/schema';
import { expressionName, nodeName } from '../names';
import type { Query } from './query';

/** What asks for the values that are called by a text, as a whole; null: it is no expression. */
export function expressionIn(text: string): Query | null {
  return isExpression(text) && !OTHER.test(text) ? { kind: 'name', text: text.replace(/^\s*"|"\s*$/g, '') } : null;
}

/** Signs that are only of searches. */
const OTHER = /[:|<>≤≥≠]/;

/** Whether a text may be an expression: something to compute with, and a sign of how. */
const isExpression = (text: string) => /[\p{L}\p{N}_$]/u.test(text) && /[-+*/%(]/.test(text);

const isNumber = (text: string) => text.trim() !== '' && !Number.isNaN(Number(text));

/** A number is the whole name of a constant; an expression may be a part of a name, with other spaces. */
export function named(recording: Recording, text: string): (node: number) => boolean {
  if (isNumber(text)) {
    const wanted = text.trim();
    return node => recording.code(node) === CONSTANT && nodeName(recording, node) === wanted;
  }
  if (!isExpression(text)) return () => false;
  const wanted = squeezed(text);
  // Inside of a name a minus takes away; a search that begins with one wants a negation, or says not.
  const isWanted = wanted.startsWith('-')
    ? (name: string) => name.startsWith(wanted)
    : (name: string) => name.includes(wanted);
  return node => {
    if (recording.isLeaf(node) || recording.labelIndex(node) !== NONE) return false;
    const isConstant = recording.code(node) === CONSTANT;
    const name = isConstant ? nodeName(recording, node) : expressionName(recording, node);
    return name !== '' && isWanted(squeezed(name));
  };
}

const squeezed = (text: string) => text.replace(/\s+/g, '').toLowerCase();
