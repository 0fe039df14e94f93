import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { datasets } from '../../../src/engine/data/datasets';
import { type DataFile, provideData } from '../../../src/engine/data/sources';
import { dataRandom } from '../../../src/engine/random/numpy';
import { DEFAULT_SEED } from '../../../src/engine/random/seed';
import { DATA_FILES } from '../../dataFiles';
import { assertClose } from '../numbers';
import { SKLEARN } from './sklearn';

describe('datasets.moons', () => {
  for (const { options, x, y } of SKLEARN.moons) {
    it(`gives scikit-learn's points for ${JSON.stringify(options)}`, () => {
      const moons = datasets.moons(options);
      assert.deepEqual(moons.y, y);
      assert.equal(moons.x.length, x.length);
      for (const [i, point] of x.entries()) for (const c of [0, 1]) assertClose(moons.x[i][c], point[c], 1e-14);
    });
  }

  it('gives the same points in every run without a seed, and others at the second call', () => {
    dataRandom.seed(DEFAULT_SEED);
    const [first, second] = [datasets.moons({ noise: 0.1 }), datasets.moons({ noise: 0.1 })];
    assert.deepEqual(first, datasets.moons({ noise: 0.1, seed: DEFAULT_SEED }));
    assert.notDeepEqual(second, first);
  });

  it('says what is wrong with an argument', () => {
    assert.throws(() => datasets.moons({ samples: 2.5 }), /samples to be a whole number or a pair .* the number 2\.5/);
    assert.throws(() => datasets.moons({ samples: [1, -1] }), /whole number or a pair of them, but got an array/);
    assert.throws(
      () => datasets.moons({ noise: -0.1 }),
      /noise to be a finite number from 0, but it is the number -0\.1/,
    );
    assert.throws(
      () => datasets.moons(100 as unknown as object),
      /options as an object, as in { samples: … }, but got/,
    );
    assert.throws(
      () => datasets.moons({ size: 3 } as object),
      /datasets\.moons has no option 'size'; there are: samples/,
    );
  });
});

describe('datasets', () => {
  const asked: DataFile[] = [];

  it('say what to do in a bundle without their data', () => {
    assert.throws(() => datasets.iris(), /import iris from 'tapelens\/data\/iris\.json'; provideData\(\(\) => iris\)/);
  });

  describe('with the data of their packages', () => {
    before(() => {
      provideData(file => {
        asked.push(file);
        return JSON.parse(readFileSync(DATA_FILES[file], 'utf8'));
      });
    });

    it("give scikit-learn's iris flowers", () => {
      assert.deepEqual(asked, [], 'read before they were asked for');
      const { x, y, targetNames, featureNames } = datasets.iris();
      assert.deepEqual([{ x, y, targetNames }], SKLEARN.iris);
      assert.deepEqual(featureNames.length, 4);
    });

    it('give thousands of names in letters a to z, none twice', () => {
      const names = datasets.names();
      assert.ok(names.length > 7000, `${names.length} names`);
      assert.equal(new Set(names).size, names.length);
      assert.deepEqual(
        names.filter(name => !/^[a-z]+$/.test(name)),
        [],
      );
      for (const name of ['emma', 'olivia', 'liam', 'noah']) assert.ok(names.includes(name), name);
    });

    it('give arrays of their own at every call', () => {
      datasets.iris().x[0][0] = 0;
      datasets.names().length = 0;
      assert.equal(datasets.iris().x[0][0], 5.1);
      assert.ok(datasets.names().length > 0);
    });
  });
});
