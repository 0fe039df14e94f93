/** The recording itself: what the editor opens again, and `tapelens show` reads. */
import { writeRecording } from '../recording/file';
import type { Exhibit } from './exhibit';

export const tapelens = ({ recording }: Exhibit): Uint8Array => writeRecording(recording);
