/** One memory, seen as each type. A byte p is element p >> 2 of the 32-bit views. */
export interface Views {
  f32: Float32Array;
  i32: Int32Array;
  f64: Float64Array;
}

export function viewsOf(buffer: ArrayBuffer): Views {
  return { f32: new Float32Array(buffer), i32: new Int32Array(buffer), f64: new Float64Array(buffer) };
}
