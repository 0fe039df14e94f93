/**
 * Takes from this process what a script must not have. Files, other programs, workers and the inspector are denied by
 * Node's permission model, which this module only verifies; the network and signals are not covered by it and go here.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** Why this process is not isolated; null if it is. Nothing may be evaluated otherwise. */
export function whyNotIsolated(): string | null {
  const permission = process.permission;
  if (permission === undefined) return "Node's permission model is not active in the evaluator's process";
  const open = ['fs.read', 'fs.write', 'child', 'worker'].filter(scope => permission.has(scope, '/'));
  return open.length === 0 ? null : `the evaluator's process is allowed ${open.join(', ')}`;
}

const denied = (what: string) => () => {
  throw new Error(`a script has no access to ${what}`);
};

/** Removes the network, signals and ways to native code for good. Everything built on sockets fails with them. */
export function lockDown(): void {
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
  for (const name of ['fetch', 'WebSocket', 'EventSource']) Reflect.deleteProperty(globalThis, name);
  for (const name of ['kill', 'abort', 'dlopen', 'binding', '_linkedBinding', '_kill', '_debugProcess', 'chdir']) {
    Object.defineProperty(process, name, { value: denied(`process.${name}`) });
  }
  for (const name of ['mainModule', 'getBuiltinModule']) Object.defineProperty(process, name, { value: undefined });
}
