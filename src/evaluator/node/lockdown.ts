/**
 * Takes from this process what a script must not have. Files, other programs, workers and the inspector are denied by
 * Node's permission model; making code from text is denied by V8, for such code could import any module of Node. The
 * rest is done here: globals are an allow-list, `process` is a facade, the real one is out of reach and emptied, and
 * sockets are closed at their handles.
 */
import { closeSockets } from './sockets';

/** What of `process` a script may have: facts, time, and the queue. */
const HARMLESS = [
  ...['version', 'versions', 'arch', 'platform', 'release', 'title', 'argv', 'execArgv', 'pid', 'ppid', 'features'],
  ...['env', 'exitCode', 'uptime', 'hrtime', 'memoryUsage', 'cpuUsage', 'nextTick', 'cwd'],
] as const;

/** Globals that Node adds to the language's own and that lead nowhere outside the process. */
const GLOBALS = new Set([
  ...['global', 'process', 'console', 'Buffer', 'URL', 'URLSearchParams', 'TextEncoder', 'TextDecoder', 'atob', 'btoa'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate'],
  ...['queueMicrotask', 'structuredClone', 'performance', 'AbortController', 'AbortSignal', 'Event', 'EventTarget'],
  ...['DOMException', 'WebAssembly', 'Intl'],
]);

/** Taken from the real process as well, for whoever gets hold of it; it needs the rest itself. */
const EMPTIED = [
  ...['mainModule', 'kill', '_kill', 'abort', 'dlopen', 'binding', '_linkedBinding'],
  ...['getBuiltinModule', 'reallyExit', '_getActiveHandles', '_getActiveRequests', '_debugProcess', 'chdir', 'execve'],
];

// The script can change the language's own objects: what is used after it came is taken before.
const { apply } = Reflect;

/**
 * Puts a `process` in place that holds only what is harmless and `extras`, for good, and closes everything else.
 * Throws if the process is not isolated afterwards: nothing may be evaluated then.
 */
export function lockDown(extras: Record<string, unknown>): void {
  const real = process;
  closeSockets();
  const reach = real as unknown as Record<string, unknown>;
  const harmless = Object.fromEntries(
    HARMLESS.map(name => [name, typeof reach[name] === 'function' ? bound(reach[name], real) : reach[name]]),
  );
  const facade = Object.assign(Object.create({ constructor: Object }), harmless, extras);
  Object.defineProperty(globalThis, 'process', { value: facade, configurable: false, writable: false });
  removeGlobals();
  cutOff(real);
  const reason = whyNotIsolated(real);
  if (reason !== null) throw new Error(reason);
}

/** A method with its own fields, as `hrtime.bigint`, and without its process. */
function bound(method: unknown, owner: NodeJS.Process): unknown {
  const own = method as (...args: unknown[]) => unknown;
  return Object.assign((...args: unknown[]) => apply(own, owner, args), own);
}

function removeGlobals(): void {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!GLOBALS.has(name) && !isOfTheLanguage(name)) Reflect.deleteProperty(globalThis, name);
  }
  // Whoever loads Node's fetch finds its agent under this symbol.
  Object.defineProperty(globalThis, Symbol.for('undici.globalDispatcher.1'), { value: undefined });
}

/** Names that V8 itself defines are the same in a context without Node. */
const LANGUAGE = new Set(
  ['Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp']
    .concat('Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError globalThis JSON')
    .concat('Math Reflect Proxy Atomics Map Set WeakMap WeakSet WeakRef FinalizationRegistry BigInt ArrayBuffer')
    .concat('SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array')
    .concat('Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array decodeURI decodeURIComponent encodeURI')
    .concat('encodeURIComponent escape unescape eval isFinite isNaN Iterator Float16Array SuppressedError')
    .flatMap(names => names.split(' ')),
);
const isOfTheLanguage = (name: string) => LANGUAGE.has(name);

/**
 * Node looks up members of the real process while it works, with the process as `this`: on prototypes of its own it
 * finds what was there at the start, and nothing that a script has put on the shared ones.
 */
function cutOff(real: NodeJS.Process): void {
  const own = Object.create(null) as object;
  for (
    let from = Object.getPrototypeOf(Object.getPrototypeOf(real));
    from !== null;
    from = Object.getPrototypeOf(from)
  ) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(from))) {
      if (name !== '__proto__' && !Object.hasOwn(own, name)) Object.defineProperty(own, name, property);
    }
  }
  Object.setPrototypeOf(Object.getPrototypeOf(real), Object.freeze(own));
  for (const name of EMPTIED) Object.defineProperty(real, name, { value: undefined });
}

/** Why the process is not isolated; null if it is. */
function whyNotIsolated(real: NodeJS.Process): string | null {
  const { permission } = real;
  if (permission === undefined) return "Node's permission model is not active in the evaluator's process";
  const open = ['fs.read', 'fs.write', 'child', 'worker'].filter(scope => permission.has(scope, '/'));
  if (open.length > 0) return `the evaluator's process is allowed ${open.join(', ')}`;
  if (globalThis.process === real) return "Node's own process object is still in reach";
  const left = EMPTIED.find(name => (real as unknown as Record<string, unknown>)[name] !== undefined);
  if (left !== undefined) return `process.${left} is still there`;
  if ('fetch' in globalThis || 'Response' in globalThis) return "Node's network globals are still there";
  if (canMakeCode()) return "code can be made from text in the evaluator's process";
  return null;
}

function canMakeCode(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    // An EvalError: this is what must happen.
    return false;
  }
}
