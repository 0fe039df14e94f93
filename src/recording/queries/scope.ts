/** What scopes are called, and the scope path of a node: the calls and loop iterations it was made in. */
import type { Recording } from '../recording';
import { NONE } from '../schema';

/** Characters of the text that stands for a name; what shows it leaves out what it has no room for. */
const LONGEST = 60;

/** The functions without a name of each recording, by site, as they are called. */
const sources = new WeakMap<Recording, Map<number, string>>();

/** One entry of a path: `layers[0]`, `epoch 3`. */
export function scopeName(recording: Recording, scope: number): string {
  const iteration = recording.scopes.iteration.at(scope);
  return iteration < 0 ? scopeTitle(recording, scope) : `${scopeTitle(recording, scope)} ${iteration}`;
}

/** Without an iteration: the name of the function or loop. A function that has none is called by its text. */
export function scopeTitle(recording: Recording, scope: number): string {
  const site = anonymousSite(recording, scope);
  const name = recording.name(recording.scopes.name.at(scope));
  return (site === NONE ? '' : sourceOf(recording, site)) || name || 'group';
}

/** The site of a scope that is a function without a name; NONE for any other. */
export function anonymousSite(recording: Recording, scope: number): number {
  return isAnonymous(recording, scope) ? recording.scopes.site.at(scope) : NONE;
}

/** Whether a scope is the call of a function without a name. */
function isAnonymous({ scopes, names }: Recording, scope: number): boolean {
  return names[scopes.name.at(scope)] === 'anonymous' && scopes.iteration.at(scope) < 0;
}

/** Scope path of a node, outermost first; empty at the top of a module. */
export function scopePath(recording: Recording, node: number): string[] {
  const path: string[] = [];
  for (let scope = recording.segments.scope(node); scope !== NONE; scope = recording.scopes.parent.at(scope)) {
    path.unshift(scopeName(recording, recording.segments.standIn(node, scope)));
  }
  return path;
}

/** Text of a function, in one line. */
function sourceOf(recording: Recording, site: number): string {
  let known = sources.get(recording);
  if (known === undefined) {
    known = new Map();
    sources.set(recording, known);
  }
  let source = known.get(site);
  if (source === undefined) {
    source = shortened(recording, site);
    known.set(site, source);
  }
  return source;
}

function shortened({ sites, files }: Recording, site: number): string {
  const place = sites[site];
  if (place === undefined) return '';
  const line = files[place.file].text.slice(place.start, place.end).replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).trimEnd()}…`;
}
