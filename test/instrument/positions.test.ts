/** Places in the instrumented code, and of errors at run time, lead back to the source. */
import assert from 'node:assert/strict';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { transform } from 'sucrase';
import { createRuntime } from '../../src/evaluator/runtime/runtime';
import { instrument } from '../../src/instrument/instrument';
import { originalOffset } from '../../src/instrument/positions';
import { prologue } from '../../src/instrument/prologue';
import { programs } from './programs';

const offsetOf = (text: string, line: number, column: number): number =>
  text
    .split('\n')
    .slice(0, line - 1)
    .join('\n').length +
  (line > 1 ? 1 : 0) +
  column;

/** Runs the source and returns the source text at the place that the error's stack names first. */
function failingText(source: string): string {
  const module = instrument(source, { file: 0 });
  const { code: js, sourceMap } = transform(module.code, {
    transforms: ['typescript', 'imports'],
    disableESTransforms: true,
    filePath: 'script.ts',
    sourceMapOptions: { compiledFilename: 'script.js' },
  });
  const runtime = createRuntime({ graph: null, intern: () => 0, onTrip: () => undefined });
  const { helpers } = runtime.load(module, { import: () => Promise.reject(), meta: {} });
  const run = new Function(module.prefix, `${prologue(module)}\n${js}\n//# sourceURL=script-under-test.js`);
  try {
    run(helpers);
  } catch (error) {
    const [, line, column] = /script-under-test\.js:(\d+):(\d+)/.exec((error as Error).stack ?? '')!;
    // two lines of the function's own head, and the prologue's
    const at = originalPositionFor(new TraceMap(sourceMap as never), {
      line: Number(line) - 3,
      column: Number(column) - 1,
    });
    const original = originalOffset(module.segments, offsetOf(module.code, at.line!, at.column!));
    return source.slice(original).split('\n')[0];
  }
  throw new Error('the script did not fail');
}

describe('positions', () => {
  it('are exact in every verbatim stretch of a program', () => {
    let characters = 0;
    for (const { source } of programs()) {
      const { code, segments } = instrument(source, { file: 0 });
      for (let i = 0; i < segments.length; i += 3) {
        const [generated, original, length] = segments.subarray(i, i + 3);
        assert.equal(code.slice(generated, generated + length), source.slice(original, original + length));
        for (const k of length === 0 ? [0] : [0, length - 1])
          assert.equal(originalOffset(segments, generated + k), original + k);
        characters += length;
      }
    }
    assert.ok(characters > 20_000);
  }).timeout(20_000);

  it('of generated text are the end of what stands before it, or its own anchor', () => {
    const segments = Uint32Array.of(4, 0, 3, 10, 20, 0);
    assert.deepEqual(
      [0, 3, 4, 6, 7, 9, 10, 15].map(offset => originalOffset(segments, offset)),
      [0, 0, 0, 2, 3, 3, 20, 20],
    );
  });

  it('of an error are where it was made', () => {
    assert.equal(failingText('const a = 1;\nconst o: any = null;\nconst b = a + o.x;'), 'x;');
    assert.equal(failingText('const f = (x: any): any =>\n  x.y.z(1);\nf({ y: {} });'), 'z(1);');
    assert.equal(
      failingText("function g() {\n  throw new Error('here');\n}\nfor (;;) {\n  g();\n}"),
      "new Error('here');",
    );
    assert.equal(failingText('let s = 0;\nundeclared(s);'), 'undeclared(s);');
    assert.equal(failingText('const c = 1;\nlet d: any = 2;\nd = d *\n  missing + 1;'), 'd *');
    assert.equal(failingText('enum E { A = 1 }\nconst n: any = 1n;\nconst m = [\n  E.A * n,\n];'), 'E.A * n,');
  });
});
