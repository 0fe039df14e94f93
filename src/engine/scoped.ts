/** Tells the recorder which part of a network makes nodes, so that the graph can be folded by it. */
import { tape } from './tape';

/** Runs `make`; what it records belongs to the part `name` of whatever runs it. */
export function scoped<T>(name: string, make: () => T): T {
  const { recorder } = tape();
  if (!recorder?.entered) return make();
  recorder.entered(name);
  try {
    return make();
  } finally {
    recorder.left?.();
  }
}
