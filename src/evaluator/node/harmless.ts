/** The modules of Node that a script may import: none of them reaches anything outside the process. */
import assert from 'node:assert';
import strict from 'node:assert/strict';
import buffer from 'node:buffer';
import events from 'node:events';
import perfHooks from 'node:perf_hooks';
import stringDecoder from 'node:string_decoder';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import url from 'node:url';
import util from 'node:util';

const MODULES: Record<string, object> = {
  assert,
  'assert/strict': strict,
  buffer,
  events,
  perf_hooks: perfHooks,
  string_decoder: stringDecoder,
  timers,
  'timers/promises': timersPromises,
  url,
  util,
};

/** A module of Node for a script, with or without `node:`; undefined for any that it may not have, or that there is not. */
export function harmlessModule(specifier: string): object | undefined {
  const name = specifier.replace(/^node:/, '');
  return Object.hasOwn(MODULES, name) ? MODULES[name] : undefined;
}
