/** The line that gives instrumented code its helpers. */
import type { Instrumented } from './contract';

/**
 * The code to run before `module.code`, at the very beginning of the same function; has no line break.
 * Modules are strict, and a function is only if it begins by saying so. It reads the runtime's helpers from a variable called `module.prefix`, which the linker passes as a parameter.
 */
export function prologue(module: Instrumented): string {
  const names = module.helpers.map(helper => `${helper}:${module.prefix}_${helper}`);
  return `"use strict";const {${names.join(',')}}=${module.prefix};`;
}
