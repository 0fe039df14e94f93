/** Whether ops build the graph that gradients flow back through. */

let isEnabled = true;

/** False inside `noGrad`. */
export function isGradEnabled(): boolean {
  return isEnabled;
}

/**
 * Runs `run` without building a graph: what it computes requires no gradient, and is not drawn. For updates and for
 * looking at a model.
 * @returns What `run` returns.
 * @throws TypeError if `run` is not a function, or is asynchronous: what follows its first `await` would run outside.
 */
export function noGrad<T>(run: () => T): T {
  if (typeof run !== 'function') throw new TypeError('noGrad expects a function: noGrad(() => …).');
  const before = isEnabled;
  isEnabled = false;
  let result: T;
  try {
    result = run();
  } finally {
    isEnabled = before;
  }
  if (result instanceof Promise) {
    throw new TypeError('noGrad expects a function that is not asynchronous: after its first await it would be over.');
  }
  return result;
}
