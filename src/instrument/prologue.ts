/** The line that gives instrumented code its helpers. */
import type { Instrumented } from './contract';

/**
 * The code to run before `module.code`, in the same function; has no line break.
 * It reads the runtime's helpers from a variable called `module.prefix`, which the linker passes as a parameter.
 */
export function prologue(module: Instrumented): string {
  const names = module.helpers.map(helper => `${helper}:${module.prefix}_${helper}`);
  return `const {${names.join(',')}}=${module.prefix};`;
}
