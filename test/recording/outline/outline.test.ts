import assert from 'node:assert/strict';
import type { Fold } from '../../../src/protocol/graph';
import { outlineOf } from '../../../src/recording/outline/outline';
import { wholeTape } from '../../../src/recording/queries/extent';
import type { Recording } from '../../../src/recording/recording';
import { Folding } from '../../../src/view/folding';
import { extentOf, graphOf } from '../../../src/view/graph';
import { record } from '../record';
import { training } from '../scripts';
import { described } from './describe';
import { assertJoins, assertShows, assertSmall } from './expand';
import { loopingProgram } from './loops';
import { Program, randomProgram } from './programs';

/** Checks a picture with everything open, and returns it as it is at first, in text. */
function looksOf(recording: Recording, pass = -1): string[] {
  const extent = extentOf(recording, pass);
  const outline = outlineOf(recording, extent);
  const folding = new Folding();
  const first = graphOf(recording, outline, folding, 1);
  assertSmall(first);
  folding.openAll();
  const graph = graphOf(recording, outline, folding, 2);
  assertSmall(graph);
  const ids = Array.from({ length: extent.count }, (_, position) => extent.nodeAt(position));
  const { nodes } = assertShows(recording, graph, ids);
  assert.equal(nodes.length, graph.drawn);
  return described(first);
}

/** Asserts that a picture of very many values has few and small templates. */
function assertFew(recording: Recording, most: number): string[] {
  const outline = outlineOf(recording, wholeTape(recording));
  const folding = new Folding();
  const first = graphOf(recording, outline, folding, 1);
  folding.openAll();
  const graph = graphOf(recording, outline, folding, 2);
  assertSmall(graph);
  assert.ok(graph.templates.length <= most, `${graph.templates.length} templates`);
  return described(first);
}

/** Everything is open, and of every stack one copy on show: whichever, but the same for equal ones. */
class Paged extends Folding {
  constructor(private readonly seed: number) {
    super();
  }

  override foldOf(...[, , item, shape]: Parameters<Folding['foldOf']>): Fold {
    return item.kind === 'repeat' ? (this.seed * 7 + shape * 5) % item.children.length : 'open';
  }
}

describe('outlineOf', () => {
  it('shows what random programs made, each value once', () => {
    for (let seed = 0; seed < 60; seed++) {
      try {
        looksOf(randomProgram(seed, 20 + seed * 10));
      } catch (error) {
        throw new Error(`program ${seed}`, { cause: error });
      }
    }
  });

  it('shows what programs made that repeat themselves, each value once', () => {
    for (let seed = 0; seed < 60; seed++) {
      try {
        looksOf(loopingProgram(seed, 100 + seed * 20));
      } catch (error) {
        throw new Error(`program ${seed}`, { cause: error });
      }
    }
  });

  it('joins the copies of stacks that are on show as they are on the tape', () => {
    let stacks = 0;
    for (let seed = 0; seed < 60; seed++) {
      for (const recording of [randomProgram(seed, 20 + seed * 10), loopingProgram(seed, 100 + seed * 20)]) {
        const outline = outlineOf(recording, wholeTape(recording));
        for (let page = 0; page < 4; page++) {
          const graph = graphOf(recording, outline, new Paged(seed + page), 1);
          stacks += graph.templates.flatMap(({ items }) => items.filter(({ kind }) => kind === 'repeat')).length;
          assertJoins(recording, graph);
        }
      }
    }
    assert.ok(stacks > 400, `${stacks}`);
  });

  it('divides a row of which the first has fewer leaves than the others', () => {
    const program = new Program();
    const x = program.negative(program.leaf('x'));
    let y = program.maximum([x, x, x]);
    for (let i = 0; i < 49; i++) y = program.maximum([y, program.leaf(), program.leaf()]);
    looksOf(program.recording());
  });

  it('shows a training without scopes', () => {
    const recording = record(() => training(5));
    for (const pass of [-1, 0, 1, 4]) looksOf(recording, pass);
  });

  it('draws a small graph as it is', () => {
    const program = new Program();
    const x = program.leaf('x');
    program.call('f', () => {
      let sum = program.product(x, x);
      for (let i = 0; i < 5; i++) sum = program.sum(sum, x);
    });
    assert.deepEqual(looksOf(program.recording()), ['x', '*', '+', '+', '+', '+', '+']);
  });

  it('draws many terms as one sum, in whatever iterations they were added', () => {
    const program = new Program();
    const x = program.leaf('x');
    let loss = program.leaf();
    for (let i = 0; i < 30; i++) {
      program.call(
        'i',
        () => {
          const square = program.product(x, x);
          loss = program.sum(loss, program.negative(square), 'loss');
        },
        i,
      );
    }
    const looks = ['leaf', '[i 0] 2 × 30 0', '  (x)', '  (x)', '  *', '  -', 'loss Σ31'];
    assert.deepEqual(looksOf(program.recording()), looks);
  });

  it('keeps the sums that a function returns apart from the sum of them', () => {
    const program = new Program();
    const x = program.leaf('x');
    const results = Array.from({ length: 20 }, () =>
      program.call('f', () => {
        let sum = program.negative(x);
        for (let i = 0; i < 4; i++) sum = program.sum(sum, program.product(x, x));
        return sum;
      }),
    );
    program.line = 9;
    results.reduce((a, b) => program.sum(a, b));
    const looks = looksOf(program.recording());
    assert.equal(looks[0], '[f] 6 × 20 0');
    assert.equal(looks.at(-2), '  Σ5');
    assert.equal(looks.at(-1), 'Σ20');
  });

  it('draws once what differs in the numbers of names, and leaves the numbers out', () => {
    const program = new Program();
    const weights = Array.from({ length: 30 }, (_, i) => program.leaf(`w[${i}]`));
    const costs = weights.map(w => program.call('cost', () => program.product(program.negative(w), program.leaf('k'))));
    costs.reduce((a, b) => program.sum(a, b));
    assert.deepEqual(looksOf(program.recording()), ['[cost] 3 × 30 0', '  (w[…])', '  -', '  k', '  *', 'Σ30']);
  });

  it('leaves out groups that hold nothing, one group or next to nothing', () => {
    const program = new Program();
    const weights = program.call('make', () => Array.from({ length: 4 }, (_, i) => program.leaf(`w${i}`)));
    const call = (x: number) =>
      program.call('outer', () =>
        program.call('inner', () => {
          let y = x;
          for (const w of weights) y = program.product(program.negative(y), w);
          return y;
        }),
      );
    let y = program.negative(program.negative(program.leaf('x')));
    for (let i = 0; i < 8; i++) y = program.call('small', () => program.negative(call(y)));
    const looks = looksOf(program.recording());
    assert.deepEqual(looks.slice(0, 4), ['x', '-', '-', '[small] 9']);
    assert.ok(looks.includes('  [outer › inner] 8') || looks.includes('[outer › inner] 8'));
    assert.ok(!looks.some(line => line.includes('make')));
  });

  /** Four calls of a function without a name, with so many calls in each. */
  const mapped = (inner: number) => {
    const program = new Program();
    const x = program.leaf('x');
    const results = Array.from({ length: 4 }, () =>
      program.call('anonymous', () => {
        let y = program.negative(x);
        for (let i = 0; i < 15; i++) y = program.product(y, x);
        for (let i = 0; i < inner; i++) {
          y = program.call('layer', () => program.negative(program.product(program.negative(y), x)));
        }
        return y;
      }),
    );
    results.reduce((a, b) => program.sum(a, b));
    return looksOf(program.recording()).filter(line => line.startsWith('['));
  };

  it('draws once what is called for each of a list, if there are groups in it', () => {
    assert.deepEqual(mapped(2), ['[anonymous] 22 × 4 0']);
    assert.deepEqual(
      mapped(0),
      Array.from({ length: 4 }, () => '[anonymous] 16'),
    );
  });

  it('divides by lines what has no other structure', () => {
    const program = new Program();
    let x = program.leaf('x');
    for (let line = 1; line <= 8; line++) {
      program.line = line;
      for (let i = 0; i < 10; i++) x = i % 2 ? program.negative(x) : program.product(x, x);
    }
    const looks = looksOf(program.recording());
    assert.deepEqual(
      looks.filter(line => line.startsWith('[')),
      Array.from({ length: 8 }, (_, i) => `[line ${i + 1}] ${i === 0 ? 11 : 10}`),
    );
  });

  it('finds what repeats where nothing else tells of it', () => {
    const program = new Program();
    let x = program.leaf('x');
    for (let i = 0; i < 100; i++) {
      x = program.negative(program.product(x, x));
      x = program.maximum([x, program.negative(x)]);
    }
    const looks = looksOf(program.recording());
    assert.ok(
      looks.some(line => /part \d+\] 4 × 9\d in a row/.test(line)),
      looks.join('; '),
    );
  });

  it('has few templates for a chain of very many values', () => {
    const program = new Program();
    let x = program.leaf('x');
    for (let i = 0; i < 200_000; i++) x = program.product(x, x);
    assertFew(program.recording(), 8);
  });

  it('has few templates for very many iterations', () => {
    const program = new Program();
    let x = program.leaf('x');
    for (let i = 0; i < 100_000; i++) x = program.call('i', () => program.product(x, x), i);
    const looks = assertFew(program.recording(), 8);
    assert.ok(looks.some(line => line.startsWith('[i 1] 1 × 99998 in a row')));
  });

  it('has small templates for a sum of very many values', () => {
    const program = new Program();
    const leaves = Array.from({ length: 100_000 }, (_, i) => program.leaf(i % 1000 === 0 ? `w${i}` : ''));
    leaves.reduce((a, b) => program.sum(a, b));
    assert.equal(assertFew(program.recording(), 300).at(-1), 'Σ100000');
  });

  it('has small templates for very many iterations that all differ', () => {
    const program = new Program();
    const random = (i: number) => (i * i * 31 + (i >> 3) * 17) % 5;
    let x = program.leaf('x');
    for (let i = 0; i < 3000; i++) {
      x = program.call(
        'i',
        () => {
          for (let j = 0; j <= random(i) + random(i * 7); j++)
            x = program.product(x, random(i + j) < 2 ? x : program.leaf());
          return x;
        },
        i,
      );
    }
    assert.ok(looksOf(program.recording()).length < 60);
  });

  it('takes recursion as deep as it comes', () => {
    const program = new Program();
    const down = (x: number, depth: number): number =>
      depth === 0
        ? x
        : program.call('down', () => program.negative(program.product(down(program.negative(x), depth - 1), x)));
    down(program.leaf('x'), 400);
    looksOf(program.recording());
  });

  it('takes nothing at all', () => {
    assert.deepEqual(looksOf(new Program().recording()), []);
  });
});
