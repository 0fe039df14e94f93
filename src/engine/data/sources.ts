/** Where the data of packages is read from: the engine itself holds none. */

/** The files: rows of the iris flowers, and lists of English first names. */
export type DataFile = 'iris' | 'femaleNames' | 'maleNames';

/** The parsed JSON of a file, made when it is asked for. */
export type ReadData = (file: DataFile) => unknown;

let read: ReadData | null = null;

/**
 * Says where `datasets.iris()` and `datasets.names()` get their data. The editor, the command line tool and Node have
 * said so already; a bundle of one's own hands over what it imports: `tapelens/data/iris.json` and so on.
 */
export function provideData(from: ReadData): void {
  read = from;
}

/** @throws Error if nobody has said where the data is. */
export function dataOf(file: DataFile): unknown {
  if (read === null) {
    throw new Error(
      `The data of ${file} is not in this bundle. Import it and hand it over: import ${file} from ` +
        `'tapelens/data/${file}.json'; provideData(() => ${file}).`,
    );
  }
  return read(file);
}
