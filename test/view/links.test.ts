import assert from 'node:assert/strict';
import { BORDER } from '../../src/protocol/graph';
import type { ContentLink } from '../../src/recording/outline/contents';
import { Pairs } from '../../src/recording/outline/pairs';
import { drawnLinks, isChained, standsAlone } from '../../src/view/links';

const link = (source: number, target: number, pairs: readonly [number, number][] | null, entry = 0): ContentLink => {
  const copies = pairs === null ? null : new Pairs();
  for (const [a, b] of pairs ?? []) copies?.add(a, b);
  return { source, exit: 0, target, entry, copies };
};

const each = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('standsAlone', () => {
  const chain = (count: number) => [
    link(
      0,
      0,
      each(count - 1).map(i => [i, i + 1]),
    ),
  ];

  it('is true for a few copies in a row, and fewer side by side', () => {
    assert.ok(isChained(chain(12), 0));
    assert.deepEqual(
      [12, 13].map(count => standsAlone(chain(count), 0, count)),
      [true, false],
    );
    const beside = (count: number) => [
      link(
        0,
        1,
        each(count).map(i => [i, 0]),
      ),
    ];
    assert.ok(!isChained(beside(8), 0));
    assert.deepEqual(
      [8, 9].map(count => standsAlone(beside(count), 0, count)),
      [true, false],
    );
  });

  it('is false if there are too many edges', () => {
    const dense = (inputs: number) =>
      each(inputs).map(k =>
        link(
          k + 1,
          0,
          each(8).map(i => [0, i]),
          k,
        ),
      );
    assert.deepEqual(
      [25, 26].map(inputs => standsAlone(dense(inputs), 0, 8)),
      [true, false],
    );
    assert.ok(
      standsAlone(
        [
          ...dense(20),
          link(
            40,
            41,
            each(300).map(i => [i, i]),
          ),
        ],
        0,
        8,
      ),
      'those of others do not count',
    );
  });
});

describe('drawnLinks', () => {
  const shown = (index: number, copy: number | 'each' | null = null) => ({ index, copy });
  const terms = [
    link(
      0,
      1,
      each(4).map(i => [i, 0]),
    ),
    link(BORDER, 0, [[0, 0]]),
  ];

  it('hides what joins only copies that are not on show, and draws each link once', () => {
    const all = drawnLinks(terms, [shown(0, 2), shown(1)]);
    assert.deepEqual(
      all.map(({ source, target, hidden }) => [source, target, hidden]),
      [
        [0, 1, false],
        [BORDER, 0, true],
      ],
    );
    assert.ok(
      drawnLinks(terms, [shown(0), shown(1)]).every(({ hidden }) => !hidden),
      'a closed stack is all of them',
    );
  });

  it('leads to each copy where each is an item', () => {
    const all = drawnLinks([...terms, link(0, 0, [[0, 1]])], [shown(0, 'each'), shown(4)]);
    assert.deepEqual(
      all.map(({ source, target, hidden }) => [source, target, hidden]),
      [...each(4).map(i => [i, 4, false]), [BORDER, 0, false], [0, 1, false]],
    );
  });

  it('joins the copies of two stacks pair by pair', () => {
    const pairs = [
      link(
        0,
        1,
        each(5).map(i => [i, i]),
      ),
    ];
    const hidden = (a: number, b: number) => drawnLinks(pairs, [shown(0, a), shown(1, b)])[0].hidden;
    assert.deepEqual([hidden(3, 3), hidden(3, 2)], [false, true]);
    const spread = drawnLinks(pairs, [shown(0, 'each'), shown(5, 2)]);
    assert.deepEqual(
      spread.map(({ source, target, hidden: isHidden }) => [source, target, isHidden]),
      each(5).map(i => [i, 5, i !== 2]),
    );
  });
});
