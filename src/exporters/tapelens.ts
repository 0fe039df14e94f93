/** The recording itself: what the editor opens again, and `tapelens show` reads. */
import { encodeRecording } from '../recording/encode';
import type { Exhibit } from './exhibit';

export const tapelens = ({ recording }: Exhibit): Uint8Array => encodeRecording(recording);
