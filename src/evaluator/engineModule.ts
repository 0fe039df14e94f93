/** The engine as the module 'tapelens' of a script. */
import * as engine from '../engine';
import { NOT_EXPORTED } from './messages';

/** Names that JavaScript itself asks any object for. */
const ASKED = new Set(['then', 'toJSON']);

/** Stands behind the exports, so that reading one of them costs nothing, and a name that there is none of throws. */
const missing = new Proxy(Object.freeze({}), {
  get(target, name): unknown {
    if (typeof name === 'symbol' || ASKED.has(name) || name in target) return Reflect.get(target, name);
    throw new TypeError(`${name === 'default' ? 'A default' : name} ${NOT_EXPORTED}`);
  },
});

/** Looks like an ES module to code that was turned into CommonJS. */
export const ENGINE: object = Object.freeze(Object.assign(Object.create(missing), { __esModule: true, ...engine }));
