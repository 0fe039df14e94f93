/** Closes the network where everything meets: at the handles under Node's sockets, for which it has no permission. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const denied = () => {
  throw new Error('a script has no access to the network');
};

/** What a handle does to reach another process or the network. */
const WAYS_OUT = ['connect', 'connect6', 'bind', 'bind6', 'listen', 'open', 'fchmod', 'send', 'send6'];

/** Makes connecting, listening and sending throw for good, in this process, whatever it is tried with. */
export function closeSockets(): void {
  for (const prototype of [pipePrototype(), tcpPrototype(), udpPrototype()]) deny(prototype, WAYS_OUT);
  deny(net.Socket.prototype, ['connect']);
  deny(net.Server.prototype, ['listen', '_listen2']);
  deny(dgram.Socket.prototype, ['bind', 'send', 'connect']);
  deny(dns, ['lookup']);
  deny(dns.promises, ['lookup']);
  for (const resolver of [dns.Resolver.prototype, dns.promises.Resolver.prototype]) {
    deny(resolver, [...Object.getOwnPropertyNames(resolver).filter(name => name.startsWith('resolve')), 'reverse']);
  }
  syncBuiltinESMExports();
}

function deny(owner: object, names: readonly string[]): void {
  for (const name of names.filter(name => name in owner)) {
    Object.defineProperty(owner, name, { value: denied, writable: false, configurable: false });
  }
}

/** Of the handle of this process's standard error, which is a pipe. */
function pipePrototype(): object {
  const { _handle } = process.stderr as unknown as { _handle: object };
  return Object.getPrototypeOf(_handle);
}

/** Of a server's handle on any loopback address there is; it is closed at once. */
function tcpPrototype(): object {
  const make = net as unknown as { _createServerHandle(address: string, port: number, family: number): unknown };
  for (const [address, family] of [
    ['127.0.0.1', 4],
    ['::1', 6],
  ] as const) {
    const handle = make._createServerHandle(address, 0, family);
    // A number is the error of an address that this machine does not have.
    if (typeof handle === 'number') continue;
    (handle as Closable).close();
    return Object.getPrototypeOf(handle);
  }
  throw new Error('no socket can be made, so none can be closed for good');
}

function udpPrototype(): object {
  const socket = dgram.createSocket('udp4');
  const [state] = Object.getOwnPropertySymbols(socket)
    .map(symbol => (socket as unknown as Record<symbol, { handle?: Closable } | undefined>)[symbol])
    .filter(value => value?.handle !== undefined && value.handle !== null);
  const { handle } = state as { handle: Closable };
  const prototype = Object.getPrototypeOf(handle);
  socket.close();
  return prototype;
}

interface Closable {
  close(): void;
}
