import assert from 'node:assert/strict';
import fs from 'node:fs';
import { BUILDS, type Build, compile, fileOf } from '../../../buildKernels';

describe('The WebAssembly in the repository', () => {
  for (const build of Object.keys(BUILDS) as Build[]) {
    it(`is what the sources compile to: ${build} build`, function () {
      this.timeout(60_000);
      assert.ok(compile(build) === fs.readFileSync(fileOf(build), 'utf8'), 'npm run kernels makes it anew');
    });
  }
});
