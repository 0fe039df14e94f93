import assert from 'node:assert/strict';
import { type Options, parseOptions } from '../../src/cli/options';

function parsed(...args: string[]): Options {
  const options = parseOptions(args, false);
  assert.ok(typeof options === 'object');
  return options;
}

describe('The format of a result', () => {
  it('is that of the ending of its file, in capitals or not', () => {
    assert.equal(parsed('run', 'a.ts', '-o', 'a.PNG').format, 'png');
    assert.equal(parsed('run', 'a.ts', '-o', 'A.Htm').format, 'html');
    assert.throws(() => parsed('run', 'a.ts', '-o', 'a.DOC'), /what format is a\.DOC\?/);
  });
});

describe('The options of a PNG', () => {
  it('are a scale of 1 to 4, by itself 2', () => {
    assert.equal(parsed('run', 'a.ts', '-o', 'a.png').scale, 2);
    assert.equal(parsed('show', 'a.tapelens', '--format', 'png', '--scale', '4').scale, 4);
    for (const scale of ['0', '5', '1.5', 'large']) {
      assert.throws(() => parsed('run', 'a.ts', '-o', 'a.png', '--scale', scale), /--scale takes one of 1, 2, 3, 4/);
    }
  });

  it('are of no other format', () => {
    assert.throws(() => parsed('run', 'a.ts', '-o', 'a.svg', '--scale', '2'), /--scale is for PNG, not for svg/);
  });

  it('want a file, or a pipe, where standard output is a terminal', () => {
    const args = ['run', 'a.ts', '--format', 'png'];
    assert.throws(() => parseOptions(args, true), /name a file for it with -o, or send it into a pipe/);
    assert.equal(parsed(...args).output, null);
  });
});
