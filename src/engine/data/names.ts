/** First names, for models of characters. */
import { dataOf } from './sources';

/** Some 8,000 English first names in lower case, of the letters a to z alone, sorted; none twice. */
export function names(): string[] {
  const lists = [dataOf('femaleNames'), dataOf('maleNames')] as string[][];
  const all = lists.flat().map(name => name.toLowerCase());
  return [...new Set(all)].filter(name => /^[a-z]+$/.test(name)).sort();
}
