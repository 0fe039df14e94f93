/** From a place in the source text to nodes. */
import type { Recording } from '../recording';
import { NONE, SEEN_NODE, type Site } from '../schema';
import type { Extent } from './extent';
import { nodesOf } from './passes';

/** A place in a file of the run. */
export interface Place {
  file: number;
  offset: number;
}

/** A scope's site holds a whole body: standing in it does not mean the values made in it. */
const isScope = (site: Site) => site.kind === 'function' || site.kind === 'loop';

/** Sites of expressions and names around a place, innermost first. The end of a range belongs to it, as in an editor. */
export function sitesAround(recording: Recording, { file, offset }: Place): number[] {
  const { sites } = recording;
  const size = (id: number) => sites[id].end - sites[id].start;
  const around: number[] = [];
  for (let id = 0; id < sites.length; id++) {
    const site = sites[id];
    if (site.file === file && site.start <= offset && offset <= site.end && !isScope(site)) around.push(id);
  }
  return around.sort((a, b) => size(a) - size(b));
}

/** Those nodes of an extent that belong to the innermost expression around a place: made there, or last seen there. */
export function nodesAround(recording: Recording, place: Place, extent: Extent, pass: number): number[] {
  const around = sitesAround(recording, place);
  const made = madeAt(recording, new Set(around), extent);
  for (const id of around) {
    const here = made.get(id);
    if (here !== undefined) return here;
    const seen = recording.seenAt(id);
    if (seen?.kind === SEEN_NODE) {
      const node = nodeIn(recording, seen.value, pass);
      return extent.positionOf(node) >= 0 ? [node] : [];
    }
    if (seen !== undefined) return [];
  }
  return [];
}

/** The nodes made at each of some sites, in one walk over the extent. */
function madeAt(recording: Recording, sites: ReadonlySet<number>, extent: Extent): Map<number, number[]> {
  const made = new Map<number, number[]>();
  if (sites.size === 0) return made;
  for (let position = 0; position < extent.count; position++) {
    const node = extent.nodeAt(position);
    const site = recording.site(node);
    if (!sites.has(site)) continue;
    const list = made.get(site);
    if (list) list.push(node);
    else made.set(site, [node]);
  }
  return made;
}

/** The innermost site around a place at which something was seen; NONE without one. */
export function seenAround(recording: Recording, place: Place): number {
  return sitesAround(recording, place).find(id => recording.seenAt(id) !== undefined) ?? NONE;
}

/**
 * What a node is in an earlier pass: itself if it was there, else the last one of the pass that was made at the same
 * site, for that is the same variable or expression in another round of the loop.
 */
export function nodeIn(recording: Recording, node: number, pass: number): number {
  if (pass < 0 || node < 0) return node;
  const nodes = nodesOf(recording, pass);
  const site = recording.site(node);
  let twin = node;
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (nodes[i] === node) return node;
    if (twin === node && site !== NONE && recording.site(nodes[i]) === site) twin = nodes[i];
  }
  return twin;
}
