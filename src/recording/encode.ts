/**
 * The bytes of a recording. Each chunk is a frame:
 *   u32 length of the JSON, u32 length of the columns (both little-endian), the JSON, then the columns one after
 *   the other, each starting at a multiple of 8 bytes from the start of the columns.
 * The JSON holds the chunk's plain fields and, under `columns`, the name, kind and length of each column in order.
 */
import { checkForm, KINDS, type Kind, type Numbers } from './form';
import { Impossible } from './impossible';
import { batched } from './queue';
import type { Chunk } from './schema';

const HEAD = 8;
const aligned = (bytes: number) => (bytes + 7) & ~7;

function kindOf(value: unknown): Kind | undefined {
  return (Object.keys(KINDS) as Kind[]).find(kind => value instanceof KINDS[kind]);
}

/** JSON has no number for NaN and the infinities. */
function packed(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value;
}

function unpacked(_key: string, value: unknown): unknown {
  const isPacked = typeof value === 'object' && value !== null && 'number' in value && Object.keys(value).length === 1;
  return isPacked ? Number(value.number) : value;
}

/** One chunk as a frame of bytes. NaN and infinities survive. */
export function encodeChunk(chunk: Chunk): Uint8Array {
  const plain: Record<string, unknown> = {};
  const columns: [string, Kind, number][] = [];
  const arrays: Numbers[] = [];
  for (const [key, value] of Object.entries(chunk)) {
    const kind = kindOf(value);
    if (kind === undefined) plain[key] = value;
    else {
      arrays.push(value as Numbers);
      columns.push([key, kind, (value as Numbers).length]);
    }
  }
  if (columns.length > 0) plain.columns = columns;
  const json = new TextEncoder().encode(JSON.stringify(plain, packed));
  const size = arrays.reduce((sum, array) => sum + aligned(array.byteLength), 0);
  const frame = new Uint8Array(HEAD + json.length + size);
  const head = new DataView(frame.buffer);
  head.setUint32(0, json.length, true);
  head.setUint32(4, size, true);
  frame.set(json, HEAD);
  let at = HEAD + json.length;
  for (const array of arrays) {
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  return frame;
}

function decodeFrame(json: Uint8Array, bytes: Uint8Array): Chunk {
  const plain = JSON.parse(new TextDecoder().decode(json), unpacked) as Record<string, unknown>;
  const columns = (plain.columns ?? []) as [string, Kind, number][];
  delete plain.columns;
  // A copy: typed arrays need an aligned start, and must not keep the whole stream alive.
  const { buffer } = new Uint8Array(bytes);
  let at = 0;
  for (const [key, kind, length] of columns) {
    const left = buffer.byteLength - at;
    if (!(length >= 0 && length * KINDS[kind].BYTES_PER_ELEMENT <= left)) {
      throw new Impossible(`${plain.type}.${key} has ${length} numbers of ${kind} in ${left} bytes`);
    }
    const array = new KINDS[kind](buffer, at, length);
    plain[key] = array;
    at += aligned(array.byteLength);
  }
  const chunk = plain as unknown as Chunk;
  checkForm(chunk);
  return chunk;
}

/** Puts frames together from a stream that may be cut anywhere. */
export class Decoder {
  private parts: Uint8Array[] = [];
  private size = 0;

  /** Takes the next bytes; returns the chunks that are whole by now. */
  push(bytes: Uint8Array): Chunk[] {
    this.parts.push(bytes);
    this.size += bytes.length;
    const chunks: Chunk[] = [];
    for (let needed = this.needed(); needed !== undefined && this.size >= needed; needed = this.needed()) {
      const frame = this.take(needed);
      const jsonEnd = HEAD + new DataView(frame.buffer, frame.byteOffset).getUint32(0, true);
      chunks.push(decodeFrame(frame.subarray(HEAD, jsonEnd), frame.subarray(jsonEnd)));
    }
    return chunks;
  }

  /** Bytes left over: a frame that was cut off. */
  get rest(): number {
    return this.size;
  }

  private needed(): number | undefined {
    if (this.size < HEAD) return undefined;
    if (this.parts[0].length < HEAD) this.join();
    const head = new DataView(this.parts[0].buffer, this.parts[0].byteOffset);
    return HEAD + head.getUint32(0, true) + head.getUint32(4, true);
  }

  private take(length: number): Uint8Array {
    if (this.parts[0].length < length) this.join();
    const [first, ...others] = this.parts;
    const rest = first.subarray(length);
    this.parts = rest.length > 0 ? [rest, ...others] : others;
    this.size -= length;
    return first.subarray(0, length);
  }

  private join(): void {
    const whole = new Uint8Array(this.size);
    let at = 0;
    for (const part of this.parts) {
      whole.set(part, at);
      at += part.length;
    }
    this.parts = [whole];
  }
}

/** The bytes of a whole recording; with a `tensorBudget`, only so many of tensors that belong to passes. */
export function encodeRecording(
  recording: { chunks(tensorBudget?: number): Iterable<Chunk> },
  tensorBudget?: number,
): Uint8Array {
  const frames = batched(recording.chunks(tensorBudget)).map(encodeChunk);
  const bytes = new Uint8Array(frames.reduce((size, frame) => size + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return bytes;
}

/** The bytes of the first chunk, as many as there are. */
export function firstFrame(bytes: Uint8Array): Uint8Array {
  if (bytes.length < HEAD) return bytes;
  const head = new DataView(bytes.buffer, bytes.byteOffset);
  return bytes.subarray(0, HEAD + head.getUint32(0, true) + head.getUint32(4, true));
}

/** The chunks of a whole recording. Throws if its end is missing. */
export function decodeAll(bytes: Uint8Array): Chunk[] {
  const decoder = new Decoder();
  const chunks = decoder.push(bytes);
  if (decoder.rest > 0) throw new Impossible('it is cut off: its last part is longer than what is left');
  return chunks;
}
