/** Where results of a search are, in as many words as tell those of one name and place apart. */
import { scopePath } from '../../recording/queries/scope';
import type { Recording } from '../../recording/recording';
import { nodeName } from '../names';
import type { NodeList } from './query';

/** What a result is known by so far. */
interface Known {
  node: number;
  name: string;
  place: string;
  scope: readonly string[];
}

/**
 * The words for each result: the innermost scopes that it was made in. Where these are the same, the scopes that are not;
 * else those that it is used in, and at last its number among them.
 */
export function whereabouts(recording: Recording, nodes: NodeList, rows: readonly Known[]): string[] {
  const words = rows.map(({ scope }) => joined(scope.slice(-2)));
  for (const group of alike(rows, words)) tell(group, words, differing(group.map(i => rows[i].scope)));
  const unused = alike(rows, words);
  if (unused.length > 0) {
    const users = firstUsers(recording, nodes, new Set(unused.flat().map(i => rows[i].node)));
    const pathTo = (i: number) => {
      const user = users.get(rows[i].node);
      if (user === undefined) return [];
      const name = nodeName(recording, user);
      return [...scopePath(recording, user), ...(name.startsWith('%') ? [] : [name])];
    };
    for (const group of unused) {
      const told = differing(group.map(pathTo));
      if (told.includes('')) continue;
      tell(
        group,
        words,
        told.map(text => `used in ${text}`),
      );
    }
  }
  for (const group of alike(rows, words)) {
    for (const [k, i] of group.entries()) words[i] = [words[i], `no. ${k + 1}`].filter(text => text !== '').join(' · ');
  }
  return words;
}

/** Indices of the results that are not told apart, together. */
function alike(rows: readonly Known[], words: readonly string[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const [i, { name, place }] of rows.entries()) {
    const key = [name, place, words[i]].join('\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  }
  return [...groups.values()].filter(group => group.length > 1);
}

/** Words that are the same for all say nothing: those before stay. */
function tell(group: readonly number[], words: string[], told: readonly string[]): void {
  if (told.every(text => text === told[0])) return;
  for (const [k, i] of group.entries()) words[i] = told[k];
}

/** Of paths, the entries that are not the same in all. */
function differing(paths: readonly (readonly string[])[]): string[] {
  const [first] = paths;
  const isShared = (entry: string, i: number) => paths.every(path => path[i] === entry);
  if (paths.every(({ length }) => length === first.length)) {
    return paths.map(path => joined(path.filter((entry, i) => !isShared(entry, i))));
  }
  const shared = first.findIndex((entry, i) => !isShared(entry, i));
  return paths.map(path => joined(path.slice(shared < 0 ? first.length : shared)));
}

const joined = (path: readonly string[]) => path.join(' › ');

/** The first node that uses each of these, in one walk. */
function firstUsers(recording: Recording, nodes: NodeList, wanted: Set<number>): Map<number, number> {
  const users = new Map<number, number>();
  const first = Math.min(...wanted);
  for (let position = 0; position < nodes.count && users.size < wanted.size; position++) {
    const node = nodes.nodeAt(position);
    if (node <= first) continue;
    const arity = recording.arity(node);
    for (let i = 0; i < arity; i++) {
      const input = recording.input(node, i);
      if (input >= first && wanted.has(input) && !users.has(input)) users.set(input, node);
    }
  }
  return users;
}
