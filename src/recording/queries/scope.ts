/** The scope path of a node: the calls and loop iterations it was made in. */
import type { Recording } from '../recording';
import { NONE } from '../schema';

/** One entry of a path: `layers[0]`, `epoch 3`. */
export function scopeName(recording: Recording, scope: number): string {
  const name = recording.name(recording.scopes.name.at(scope));
  const iteration = recording.scopes.iteration.at(scope);
  return iteration < 0 ? name : `${name} ${iteration}`;
}

/** Scope path of a node, outermost first; empty at the top of a module. */
export function scopePath(recording: Recording, node: number): string[] {
  const path: string[] = [];
  for (let scope = recording.segments.scope(node); scope !== NONE; scope = recording.scopes.parent.at(scope)) {
    path.unshift(scopeName(recording, recording.segments.standIn(node, scope)));
  }
  return path;
}
