/** From a place in the source text to nodes, and back. */
import type { Recording } from '../recording';
import { NONE, SEEN_NODE, type Site } from '../schema';

interface SiteIndex {
  sites: number;
  nodes: number;
  byFile: number[][];
  /** Nodes made at a site: the row in `made` that starts at the site's `offset`. */
  offset: Uint32Array;
  made: Uint32Array;
}

const indexes = new WeakMap<Recording, SiteIndex>();

function indexOf(recording: Recording): SiteIndex {
  const known = indexes.get(recording);
  if (known?.sites === recording.sites.length && known.nodes === recording.length) return known;
  const byFile: number[][] = recording.files.map(() => []);
  recording.sites.forEach((site, id) => {
    byFile[site.file].push(id);
  });
  const index = { sites: recording.sites.length, nodes: recording.length, byFile, ...nodesBySite(recording) };
  indexes.set(recording, index);
  return index;
}

function nodesBySite(recording: Recording): Pick<SiteIndex, 'offset' | 'made'> {
  const site = recording.nodes.site.view();
  const offset = new Uint32Array(recording.sites.length + 1);
  for (const id of site) if (id !== NONE) offset[id + 1]++;
  for (let id = 1; id < offset.length; id++) offset[id] += offset[id - 1];
  const made = new Uint32Array(offset[offset.length - 1]);
  const next = offset.slice(0, -1);
  site.forEach((id, node) => {
    if (id !== NONE) made[next[id]++] = node;
  });
  return { offset, made };
}

/** Sites around an offset of a file, innermost first. The end of a range belongs to it, as in the editor. */
export function sitesAround(recording: Recording, file: number, offset: number): number[] {
  const size = (id: number) => recording.sites[id].end - recording.sites[id].start;
  return (indexOf(recording).byFile[file] ?? [])
    .filter(id => recording.sites[id].start <= offset && offset <= recording.sites[id].end)
    .sort((a, b) => size(a) - size(b));
}

/** A scope's site holds a whole body: standing in it does not mean the values made in it. */
const isScope = (site: Site) => site.kind === 'function' || site.kind === 'loop';

/** The nodes of the innermost expression around an offset: those made there, or the one last seen there. */
export function nodesAround(recording: Recording, file: number, offset: number): ArrayLike<number> {
  const { offset: row, made } = indexOf(recording);
  for (const id of sitesAround(recording, file, offset)) {
    if (isScope(recording.sites[id])) continue;
    if (row[id + 1] > row[id]) return made.subarray(row[id], row[id + 1]);
    const seen = recording.seenAt(id);
    if (seen?.kind === SEEN_NODE) return [seen.value];
    if (seen !== undefined) return [];
  }
  return [];
}

/** The innermost site around an offset at which something was seen; NONE without one. */
export function seenAround(recording: Recording, file: number, offset: number): number {
  const found = sitesAround(recording, file, offset).find(
    id => !isScope(recording.sites[id]) && recording.seenAt(id) !== undefined,
  );
  return found ?? NONE;
}
