/** Subscripts of tensors, which JavaScript would take for properties that there are not, are errors. */

/** `t[0]`, `t[-1]`, and with a tensor or a list as key its text. */
const SUBSCRIPT = /^-?\d|^tensor\(|^(true|false)\b/;

function check(key: string | symbol): void {
  if (typeof key === 'string' && SUBSCRIPT.test(key)) {
    throw new TypeError(
      'A tensor has no subscripts: C[X] is C.index(X), X[1:3] is X.slice(0, 1, 3). To change numbers in place write ' +
        'into a view: N.index(0).add_(1).',
    );
  }
  if (key === 'length') {
    throw new TypeError('A tensor has no length: its size along the first dimension is t.shape[0], of all t.numel().');
  }
}

/** To be the last prototype of tensors: it is asked for nothing but what they do not have. */
export function refusingSubscripts(): object {
  return new Proxy(Object.create(Object.prototype) as object, {
    get(target, key, receiver): unknown {
      check(key);
      return Reflect.get(target, key, receiver);
    },
    set(target, key, value, receiver): boolean {
      check(key);
      return Reflect.set(target, key, value, receiver);
    },
  });
}
