/** Comparisons, number by number: bool tensors, through which no gradient flows. */
import type { BinaryLoop } from '../loops';
import { binaryOp } from './elementwise';
import type { NoAttributes, TensorOp } from './op';

const eqLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] === b[j] ? 1 : 0;
};
const neLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] === b[j] ? 0 : 1;
};
const ltLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] < b[j] ? 1 : 0;
};
const leLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] <= b[j] ? 1 : 0;
};
const gtLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] > b[j] ? 1 : 0;
};
const geLoop: BinaryLoop = (n, out, o, a, i, s, b, j, t) => {
  for (let e = 0; e < n; e++, i += s, j += t) out[o + e] = a[i] >= b[j] ? 1 : 0;
};

function comparison(name: string, symbol: string, word: string, loop: BinaryLoop): TensorOp<NoAttributes> {
  const words = { name, symbol, notation: 'infix' as const, word, formula: `a ${symbol} b` };
  return binaryOp({ words, loop, dtype: () => 'bool', derivatives: [] });
}

export const eq = comparison('eq', '==', 'equal', eqLoop);
export const ne = comparison('ne', '!=', 'not equal', neLoop);
export const lt = comparison('lt', '<', 'less', ltLoop);
export const le = comparison('le', '<=', 'less or equal', leLoop);
export const gt = comparison('gt', '>', 'greater', gtLoop);
export const ge = comparison('ge', '>=', 'greater or equal', geLoop);
