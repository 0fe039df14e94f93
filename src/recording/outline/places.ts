/** Where things are in an outline: numbers of groups in preorder, what is around a group, and which group a node is in. */

import type { Outline } from './outline';

export interface Places {
  /** Group by its number, and the number of each. */
  group: Int32Array;
  number: Int32Array;
  /** The group around each; -1 for the whole; and its index there. */
  parent: Int32Array;
  index: Int32Array;
  /** By position: the group in which a value is drawn itself; -1: it is not. */
  holder: Int32Array;
}

const known = new WeakMap<Outline, Places>();

/** Made when first asked for: to draw a graph, none of this is needed. */
export function placesOf(outline: Outline): Places {
  let places = known.get(outline);
  if (places === undefined) {
    places = make(outline);
    known.set(outline, places);
  }
  return places;
}

function make({ groups, values, whole }: Outline): Places {
  const count = groups.length;
  const group = new Int32Array(count);
  const number = new Int32Array(count);
  const parent = new Int32Array(count).fill(-1);
  const index = new Int32Array(count);
  const holder = new Int32Array(values.columns.count).fill(-1);
  // Outer groups are finished later.
  for (let each = whole; each >= 0; each--) {
    group[number[each]] = each;
    let next = number[each] + 1;
    const from = groups.childrenFrom.data[each];
    const to = groups.childrenFrom.data[each + 1];
    for (let k = from; k < to; k++) {
      const child = groups.children.data[k];
      number[child] = next;
      parent[child] = each;
      index[child] = k - from;
      next += groups.of(child).size;
    }
    for (let k = groups.ownFrom.data[each]; k < groups.ownFrom.data[each + 1]; k++) holder[groups.own.data[k]] = each;
  }
  return { group, number, parent, index, holder };
}

/** The group that shows a node: the value itself, the sum that it is part of, or what it is drawn beside; -1 for none. */
export function holderOf(outline: Outline, node: number): number {
  const { values, extent } = outline;
  const { holder } = placesOf(outline);
  const at = extent.positionOf(node);
  if (at < 0) return -1;
  const drawn = values.head[at] >= 0 ? values.head[at] : at;
  if (holder[drawn] >= 0 || values.isLeaf[drawn] === 0) return holder[drawn];
  const user = firstUserOf(outline, drawn);
  return user < 0 ? -1 : holder[user];
}

/** The first of the nodes that a leaf is drawn beside; null if it is drawn itself, or not at all. */
export function besideOf(outline: Outline, node: number): number | null {
  const { values, extent } = outline;
  const at = extent.positionOf(node);
  if (at < 0 || values.head[at] >= 0 || values.isLeaf[at] === 0 || placesOf(outline).holder[at] >= 0) return null;
  const user = firstUserOf(outline, at);
  return user < 0 ? null : extent.nodeAt(user);
}

function firstUserOf({ values }: Outline, at: number): number {
  const use = values.inputs.indexOf(at);
  return use < 0 ? -1 : userOf(values.offset, use);
}

/** The node whose inputs hold a place in the list of all inputs. */
function userOf(offset: Uint32Array, place: number): number {
  let low = 0;
  let high = offset.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (offset[middle] <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
