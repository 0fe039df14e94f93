/** Folders that a run makes for itself. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A new folder under the system's temporary one. */
export function makeTemporary(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'tapelens-'));
}

/** Removes the folder; a process that is just ending may still write into it, so it tries again. */
export function removeTemporary(dir: string): void {
  fs.rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
