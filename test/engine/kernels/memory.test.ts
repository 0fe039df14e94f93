import assert from 'node:assert/strict';
import { loadKernels } from '../../../src/engine/kernels/load';
import { Arena, type Block } from '../../../src/engine/kernels/memory';

const BYTES = 8 << 20;

interface Lent {
  block: Block;
  offset: number;
  length: number;
  mark: number;
}

/** An arena whose tensors are known by the number that they are filled with. */
function lending(bytes = BYTES) {
  const arena = new Arena(loadKernels({ build: 'plain', bytes }));
  const lent: Lent[] = [];
  const take = (length: number): Lent | null => {
    const block = arena.take(length);
    if (block === null) return null;
    const made = { block, offset: arena.offset, length, mark: lent.length + 1 };
    block.array.fill(made.mark, made.offset, made.offset + length);
    lent.push(made);
    return made;
  };
  return { arena, lent, take };
}

function assertWhole({ block, offset, length, mark }: Lent): void {
  const numbers = block.array.subarray(offset, offset + length);
  assert.equal(numbers.length, length);
  assert.ok(numbers.every(number => number === mark));
}

describe('The memory of tensors', () => {
  it('keeps the numbers of all that was lent, wherever their blocks are', () => {
    const { arena, lent, take } = lending();
    let state = 1;
    for (let i = 0; i < 3000; i++) {
      state = (state * 16807) % 2147483647;
      const length = 1 + (state % (i % 100 === 0 ? 200_000 : 5000));
      arena.makeRoom(length);
      assert.ok(take(length) !== null, `no room for ${length}`);
    }
    for (const each of lent) assertWhole(each);
    const inReach = lent.filter(({ block }) => block.pointer >= 0);
    assert.ok(inReach.length > 0 && inReach.length < lent.length / 10, `${inReach.length} of ${lent.length}`);
  });

  it('lends what kernels reach, at places of their own', () => {
    const { arena, take } = lending();
    const [a, b] = [take(100)!, take(100)!];
    const placeOf = ({ block, offset }: Lent) => block.pointer + 4 * offset;
    arena.kernels.add(100, placeOf(a), placeOf(b), placeOf(b));
    assert.deepEqual([...new Set(b.block.array.subarray(b.offset, b.offset + 100))], [3]);
    assertWhole(a);
    assert.equal(placeOf(a) % 64, 0);
    assert.equal(placeOf(b) % 64, 0);
  });

  it('moves nothing while an op runs: it has no room then', () => {
    const { lent, take } = lending();
    while (take(10_000) !== null) assert.ok(lent.length < 1000);
    assert.ok(lent.length > 10);
    for (const each of lent) {
      assert.ok(each.block.pointer >= 0);
      assertWhole(each);
    }
  });

  it('moves the oldest out and lets the newest stay', () => {
    const { arena, lent, take } = lending();
    while (take(10_000) !== null) assert.ok(lent.length < 1000);
    arena.makeRoom(10_000);
    assert.equal(lent[0].block.pointer, -1);
    assert.ok(lent[lent.length - 1].block.pointer >= 0);
    assert.ok(take(10_000) !== null);
    for (const each of lent) assertWhole(each);
  });

  it('has room for an op as large as half of the ring, and says when there is none', () => {
    const { arena, take } = lending();
    for (let i = 0; i < 5; i++) {
      arena.makeRoom(600_000);
      assert.ok(take(600_000) !== null);
    }
    arena.makeRoom(3_000_000);
    assert.equal(take(3_000_000), null);
    assert.ok(take(1000) !== null);
  });

  it('goes back to few pages when large tensors have passed', () => {
    const { arena, lent, take } = lending();
    arena.makeRoom(500_000);
    take(500_000);
    for (let i = 0; i < 4000; i++) {
      arena.makeRoom(1000);
      assert.ok(take(1000) !== null);
    }
    const inReach = lent.filter(({ block }) => block.pointer >= 0);
    assert.ok(inReach.length * 4000 < 1.1 * 2 ** 20, `${inReach.length} tensors`);
    for (const each of lent) assertWhole(each);
  });

  it('lends scratch until it is released, and then the same again', () => {
    const { arena } = lending();
    const place = () => {
      const block = arena.takeScratch(1000);
      return block === null ? -1 : block.pointer + 4 * arena.offset;
    };
    const [first, second] = [place(), place()];
    assert.ok(second >= first + 4000);
    arena.releaseScratch();
    assert.equal(place(), first);
    let lent = 1;
    while (place() >= 0) lent++;
    assert.ok(lent > 100 && lent < BYTES / 4000, `${lent}`);
  });

  it('lends scratch in two halves by turns, each of which stays until its next turn', () => {
    const { arena } = lending();
    const take = () => {
      const { array } = arena.takeScratch(1000)!;
      return array.subarray(arena.offset, arena.offset + 1000);
    };
    const first = take().fill(1);
    arena.turnScratch();
    const second = take().fill(2);
    arena.releaseScratch();
    assert.equal(take().fill(3).byteOffset, second.byteOffset);
    assert.ok(first.every(x => x === 1));
    while (arena.takeScratch(1000) !== null);
    arena.turnScratch();
    assert.equal(take().byteOffset, first.byteOffset);
    assert.ok(second.every(x => x === 3));
  });

  it('stages small arrays one behind the other, and no large ones', () => {
    const { arena } = lending();
    const places = Array.from({ length: 8 }, () => arena.stage(1000));
    assert.equal(new Set(places).size, 8);
    assert.ok(places.every(place => place >= arena.kernels.start));
    assert.equal(arena.stage(100_000), -1);
  });
});
