/** Messages as bytes: as JSON, with typed arrays beside it. So does the editor between an extension's process and a window. */

const KEY = '$u32';

export function encode(messages: readonly unknown[]): Uint8Array {
  const arrays: Uint32Array[] = [];
  let length = 0;
  const json = JSON.stringify(messages, (_, value) => {
    if (!(value instanceof Uint32Array)) return value;
    arrays.push(value);
    const from = length;
    length += value.length;
    return { [KEY]: [from, value.length] };
  });
  const text = new TextEncoder().encode(json);
  const start = 4 + Math.ceil(text.length / 4) * 4;
  const bytes = new Uint8Array(start + length * 4);
  new Uint32Array(bytes.buffer, 0, 1)[0] = text.length;
  bytes.set(text, 4);
  const words = new Uint32Array(bytes.buffer, start);
  let at = 0;
  for (const array of arrays) {
    words.set(array, at);
    at += array.length;
  }
  return bytes;
}

export function decode(buffer: ArrayBuffer): unknown[] {
  const length = new Uint32Array(buffer, 0, 1)[0];
  const start = 4 + Math.ceil(length / 4) * 4;
  return JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)), (_, value) => {
    if (typeof value !== 'object' || value === null || !(KEY in value)) return value;
    const [from, count] = value[KEY];
    return new Uint32Array(buffer.slice(start + from * 4, start + (from + count) * 4));
  });
}
