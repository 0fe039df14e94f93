/**
 * Takes from this process what a script must not have. Files, other programs, workers and the inspector are denied by
 * Node's permission model; making code from text is denied by V8, for such code could import any module of Node. What
 * is left are the modules and handles that a script could reach through `process`, and `process` itself goes here.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** What of `process` a script may have: facts, time, and the queue. */
const HARMLESS = [
  ...['version', 'versions', 'arch', 'platform', 'release', 'title', 'argv', 'execArgv', 'pid', 'ppid', 'features'],
  ...['env', 'exitCode', 'uptime', 'hrtime', 'memoryUsage', 'cpuUsage', 'nextTick', 'cwd'],
] as const;

const denied = (what: string) => () => {
  throw new Error(`a script has no access to ${what}`);
};

/**
 * Puts a `process` in place that holds only what is harmless and `extras`, for good, and closes the network for
 * whatever may still lead to it. Throws if the process is not isolated afterwards: nothing may be evaluated then.
 */
export function lockDown(extras: Record<string, unknown>): void {
  closeNetwork();
  const real = process;
  const reach = real as unknown as Record<string, unknown>;
  const harmless = Object.fromEntries(
    HARMLESS.map(name => [name, typeof reach[name] === 'function' ? bound(reach[name], real) : reach[name]]),
  );
  const facade = Object.assign(Object.create({ constructor: Object }), harmless, extras);
  Object.defineProperty(globalThis, 'process', { value: facade, configurable: false, writable: false });
  for (const name of ['fetch', 'WebSocket', 'EventSource']) Reflect.deleteProperty(globalThis, name);
  const reason = whyNotIsolated(real);
  if (reason !== null) throw new Error(reason);
}

/** A method with its own fields, as `hrtime.bigint`, and without its process. */
function bound(method: unknown, owner: NodeJS.Process): unknown {
  const own = method as (...args: unknown[]) => unknown;
  return Object.assign((...args: unknown[]) => own.apply(owner, args), own);
}

function closeNetwork(): void {
  net.Socket.prototype.connect = denied('the network') as typeof net.Socket.prototype.connect;
  net.Server.prototype.listen = denied('the network') as typeof net.Server.prototype.listen;
  dgram.Socket.prototype.bind = denied('the network') as typeof dgram.Socket.prototype.bind;
  dgram.Socket.prototype.send = denied('the network') as typeof dgram.Socket.prototype.send;
  for (const resolver of [dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    for (const name of Object.getOwnPropertyNames(resolver)) {
      if (name.startsWith('resolve') || name === 'reverse') {
        Object.defineProperty(resolver, name, { value: denied('the network') });
      }
    }
  }
  dns.lookup = denied('the network') as unknown as typeof dns.lookup;
  dns.promises.lookup = denied('the network') as unknown as typeof dns.promises.lookup;
  syncBuiltinESMExports();
}

/** Why the process is not isolated; null if it is. */
function whyNotIsolated(real: NodeJS.Process): string | null {
  const { permission } = real;
  if (permission === undefined) return "Node's permission model is not active in the evaluator's process";
  const open = ['fs.read', 'fs.write', 'child', 'worker'].filter(scope => permission.has(scope, '/'));
  if (open.length > 0) return `the evaluator's process is allowed ${open.join(', ')}`;
  if (globalThis.process === real) return "Node's own process object is still in reach";
  if (canMakeCode()) return 'code can be made from text in the evaluator’s process';
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
