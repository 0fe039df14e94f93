/** All that a script may import from 'tapelens'. */
export type { CustomBackward, CustomForward } from './custom';
export { Value } from './value';
