/** The files of the data sets, which ship beside the evaluator's process; it may read these and no others. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadData } from '../../engine';

/** Their folder, seen from that of the process's script. */
export const DATA = '../data';

/** Reads a file when a script asks for its data. @param folder - Of the process's script. */
export function readData(folder: string): ReadData {
  const parse = JSON.parse;
  return file => parse(readFileSync(join(folder, DATA, `${file}.json`), 'utf8'));
}
