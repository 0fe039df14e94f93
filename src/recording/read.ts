/** Reads the file of a recording; whatever is wrong with it is told in words. */
import { decodeAll } from './encode';
import { Recording } from './recording';
import { type Chunk, FORMAT, VERSION } from './schema';

/** A file is no recording that can be shown; the message ends with what to do. */
export class UnreadableRecording extends Error {}

const DAMAGED = 'It is damaged. Export the recording again, or copy the file again from where it came.';

/** The recording in the bytes of a file. Throws `UnreadableRecording`. */
export function readRecording(bytes: Uint8Array): Recording {
  if (!startsAsRecording(bytes)) {
    throw new UnreadableRecording('It is no recording of Tapelens. Choose a file that Tapelens has exported.');
  }
  let chunks: Chunk[];
  try {
    chunks = decodeAll(bytes);
  } catch {
    throw new UnreadableRecording(DAMAGED);
  }
  const [header] = chunks;
  if (header?.type === 'header' && header.version > VERSION) {
    throw new UnreadableRecording(
      `It was written by a newer Tapelens (format ${header.version}, this one reads ${VERSION}). Update Tapelens.`,
    );
  }
  if (header?.type === 'header' && header.version < VERSION) {
    throw new UnreadableRecording(
      `It was written by an older Tapelens (format ${header.version}, this one reads ${VERSION}). Run the script and export it again.`,
    );
  }
  try {
    // How long the run took comes last: without it the file was cut off between two chunks.
    if (!chunks.some(({ type }) => type === 'progress')) throw new RangeError('the end is missing');
    const recording = Recording.of(chunks);
    check(recording);
    return recording;
  } catch {
    throw new UnreadableRecording(DAMAGED);
  }
}

/** The name of the format stands near the beginning, whatever the version. */
function startsAsRecording(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 200)).includes(`"${FORMAT}"`);
}

/** Throws if something refers to what is not there: what shows a recording relies on it. */
function check(recording: Recording): void {
  const { length, ops, sites, files, passes } = recording;
  for (let node = 0; node < length; node++) {
    if (recording.code(node) >= ops.length) throw new RangeError(`node ${node} has no op`);
    for (const input of recording.inputs(node)) {
      if (!(input < node)) throw new RangeError(`an input of node ${node} is not before it`);
    }
    const site = recording.siteOf(node);
    if (site !== undefined && site.file >= files.length) throw new RangeError(`node ${node} is in no file`);
  }
  for (const site of sites) if (site.file >= files.length) throw new RangeError('a site is in no file');
  for (const { root } of passes) if (root >= length) throw new RangeError('a pass has no root');
}
