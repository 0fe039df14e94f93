/**
 * The file of a recording: the chunks as they are streamed, then the letters TLCK and the checksum of all before them
 * (u32, little-endian). Whatever is wrong with a file is told in words.
 */
import { check } from './check';
import { checksum } from './checksum';
import { decodeAll, encodeRecording, firstFrame } from './encode';
import { Impossible } from './impossible';
import { Recording } from './recording';
import { FORMAT, VERSION } from './schema';

/** A file is no recording that can be shown; the message ends with what to do. */
export class UnreadableRecording extends Error {}

const WHAT_TO_DO = 'Export the recording again, or copy the file again from where it came.';
const DAMAGED = `It is damaged. ${WHAT_TO_DO}`;
const END = new TextEncoder().encode('TLCK');
const END_LENGTH = END.length + 4;

export function writeRecording(recording: Recording): Uint8Array {
  const chunks = encodeRecording(recording);
  const bytes = new Uint8Array(chunks.length + END_LENGTH);
  bytes.set(chunks);
  bytes.set(END, chunks.length);
  new DataView(bytes.buffer).setUint32(chunks.length + END.length, checksum(chunks), true);
  return bytes;
}

/** The recording in the bytes of a file. Throws `UnreadableRecording`. */
export function readRecording(bytes: Uint8Array): Recording {
  // The name of the format stands near the beginning, whatever the version.
  if (!new TextDecoder().decode(bytes.subarray(0, 200)).includes(`"${FORMAT}"`)) {
    throw new UnreadableRecording('It is no recording of Tapelens. Choose a file that Tapelens has exported.');
  }
  const [header] = orUnreadable(() => decodeAll(firstFrame(bytes)));
  const version = header?.type === 'header' ? header.version : undefined;
  if (version !== VERSION) throw new UnreadableRecording(otherVersion(version));
  const chunks = bytes.subarray(0, Math.max(0, bytes.length - END_LENGTH));
  if (!isWhole(bytes, chunks)) throw new UnreadableRecording(DAMAGED);
  return orUnreadable(() => {
    const recording = Recording.of(decodeAll(chunks));
    check(recording);
    return recording;
  });
}

/** What can be told of why the bytes are no recording is told. */
function orUnreadable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UnreadableRecording(
      error instanceof Impossible ? `It is damaged: ${error.message}. ${WHAT_TO_DO}` : DAMAGED,
    );
  }
}

function isWhole(bytes: Uint8Array, chunks: Uint8Array): boolean {
  const end = bytes.subarray(chunks.length);
  if (!END.every((letter, i) => end[i] === letter)) return false;
  return new DataView(end.buffer, end.byteOffset).getUint32(END.length, true) === checksum(chunks);
}

function otherVersion(version: number | undefined): string {
  if (version === undefined) return DAMAGED;
  const formats = `(format ${version}, this one reads ${VERSION})`;
  return version > VERSION
    ? `It was written by a newer Tapelens ${formats}. Update Tapelens.`
    : `It was written by an older Tapelens ${formats}. Run the script and export it again.`;
}
