/** The four operations as a constant argument, which the compiler resolves. */

export const ADD = 0;
export const SUB = 1;
export const MUL = 2;
export const DIV = 3;

@inline
export function binary(op: i32, a: v128, b: v128): v128 {
  if (op === ADD) return f32x4.add(a, b);
  if (op === SUB) return f32x4.sub(a, b);
  if (op === MUL) return f32x4.mul(a, b);
  return f32x4.div(a, b);
}
