/** Copies the numbers of a pass that are about to change, but no others: most passes are forgotten with the next one. */
import type { NDArray } from '../engine/tensor/ndarray';
import { flatCopy } from '../engine/tensor/nested';
import type { Watcher } from '../engine/tensor/storage';
import { type Item, itemOf } from './tensorItems';

/** Up to so many numbers a loop is quicker than a view. */
const LOOP_PAYS = 64;

export class Copies {
  /** Used again and again. */
  private room = new Float32Array(4096);
  private used = 0;
  /** Items that are watched since an earlier one are not needed any more. */
  generation = 0;

  /** What was watched and copied so far is not needed any more. */
  clear(): void {
    this.used = 0;
    this.generation++;
  }

  /** Has an item's numbers copied if they are about to change. */
  watch(item: Item): void {
    const { storage } = item.array;
    let others = storage.watcher;
    while (others instanceof Watch && !others.isNeeded) others = others.next;
    storage.watcher = new Watch(item, this, others);
  }

  /** An item that stays as it is now. */
  copied(node: number, of: number, array: NDArray): Item {
    const item = itemOf(node, of, array);
    this.copy(item);
    return item;
  }

  /** Gives an item numbers of its own. */
  copy(item: Item): void {
    const { dtype, layout, values, offset } = item.array;
    if (dtype !== 'float32' || !layout.isContiguous) {
      item.copy = flatCopy(item.array);
      return;
    }
    const { size } = layout;
    // Those copied before keep the room that they are in.
    if (this.used + size > this.room.length) {
      this.room = new Float32Array(2 * Math.max(this.room.length, size));
      this.used = 0;
    }
    const { room, used } = this;
    if (size > LOOP_PAYS) room.set(values.subarray(offset, offset + size), used);
    else for (let i = 0; i < size; i++) room[used + i] = values[offset + i];
    item.copy = room;
    item.at = used;
    this.used = used + size;
  }
}

/** Stands before the next write to a storage, in which several items may be. */
class Watch implements Watcher {
  private readonly generation: number;

  constructor(
    private readonly item: Item,
    private readonly copies: Copies,
    readonly next: Watcher | null,
  ) {
    this.generation = copies.generation;
  }

  get isNeeded(): boolean {
    return this.generation === this.copies.generation;
  }

  aboutToChange(): void {
    const { item, copies, next } = this;
    item.array.storage.watcher = null;
    if (this.isNeeded) copies.copy(item);
    next?.aboutToChange();
  }
}
