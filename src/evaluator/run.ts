/** What whoever wants a script run sees of an evaluator, whatever it runs in. */
import type { Limits, ModuleText } from '../protocol/evaluator';
import type { Recording } from '../recording/recording';

export interface RunRequest {
  entry: ModuleText;
  limits: Limits;
  /** Text of a file as the user sees it now, if that is not what is on the disk. */
  overlay: (path: string) => string | undefined;
  /** Folders whose files may be imported by absolute paths, besides the entry's own. */
  folders: readonly string[];
  /** The recording has grown. */
  onUpdate: () => void;
}

export interface Run {
  /** Grows while the script runs. */
  readonly recording: Recording;
  /** Settles when the run has ended, in whatever way; the recording says how. Never rejects. */
  readonly done: Promise<void>;
  /** Stops the script at once; what was recorded stays. */
  cancel(): void;
}

export interface Evaluator {
  /** Runs a script in a place of its own. */
  run(request: RunRequest): Run;
  dispose(): void;
}
