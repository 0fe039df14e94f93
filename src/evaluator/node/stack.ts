/** Stacks of errors in the user's own lines: what a script prints, and where its errors are. */
import type { Place, Positions } from '../positions';

/** Enough to get out of the engine and the linker and into the script. */
const FRAMES = 50;

const places = new WeakMap<object, Place>();

/** Makes every error's stack name places in the source, and leave out what is not the user's. */
export function installStacks(positions: Positions): void {
  Error.stackTraceLimit = FRAMES;
  Error.prepareStackTrace = (error, frames) => {
    const lines: string[] = [];
    for (const frame of frames) {
      const place = placeOfFrame(frame, positions);
      if (place === undefined) continue;
      if (!places.has(error)) places.set(error, place);
      const name = frame.getFunctionName();
      const at = `${place.file}:${place.line}:${place.col}`;
      lines.push(name === null ? `    at ${at}` : `    at ${name} (${at})`);
    }
    return [String(error), ...lines].join('\n');
  };
}

/** Where an error was made, as far as that is in user code. */
export function placeOfError(error: unknown): Place | undefined {
  if (!(error instanceof Error)) return undefined;
  // Reading the stack is what makes V8 prepare it.
  return error.stack === undefined ? undefined : places.get(error);
}

function placeOfFrame(frame: NodeJS.CallSite, positions: Positions): Place | undefined {
  const path = frame.getFileName();
  const line = frame.getLineNumber();
  if (!path || line === null || !positions.has(path)) return undefined;
  return positions.map(path, line, frame.getColumnNumber() ?? 1);
}
