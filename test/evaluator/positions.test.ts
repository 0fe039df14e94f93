/** Places in code that runs, mapped back to the source. */
import assert from 'node:assert/strict';
import { transform } from 'sucrase';
import { Positions } from '../../src/evaluator/positions';

const PATH = '/script.ts';
const SOURCE = 'type A = 1;\nconst a: A = 1;\nf(a);\n';

describe('Positions', () => {
  const stripped = () =>
    transform(SOURCE, {
      transforms: ['typescript'],
      filePath: PATH,
      sourceMapOptions: { compiledFilename: PATH },
    });

  it('maps a line and column of the code that runs to the source', () => {
    const positions = new Positions();
    const { code, sourceMap } = stripped();
    positions.add({
      path: PATH,
      source: SOURCE,
      instrumented: SOURCE,
      segments: null,
      stripMap: () => sourceMap ?? {},
    });
    const line = code.slice(0, code.indexOf('f(a)')).split('\n').length;
    assert.deepEqual(positions.map(PATH, line, 3), { file: PATH, line: 3, col: 3 });
    assert.equal(positions.map('/other.ts', 1, 1), undefined);
  });

  it('reads the texts of a module once, however many frames are mapped', () => {
    let reads = 0;
    const positions = new Positions();
    positions.add({
      path: PATH,
      get source() {
        reads++;
        return SOURCE;
      },
      get instrumented() {
        reads++;
        return SOURCE;
      },
      segments: null,
      stripMap: () => stripped().sourceMap ?? {},
    });
    for (let frame = 0; frame < 50; frame++) positions.map(PATH, 3, 1);
    assert.equal(reads, 2);
  });
});
