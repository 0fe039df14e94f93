/** From places in the code that really runs back to places in the user's source. */
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { originalOffset } from '../instrument/positions';
import { LineStarts } from './lines';

/** What is needed to map one module; the map of the last step is made only when something went wrong. */
export interface ModuleMap {
  path: string;
  source: string;
  /** Instrumented source, before types were stripped; the same as `source` for code that is run as it is. */
  instrumented: string;
  segments: Uint32Array | null;
  /** Makes the source map from the code that runs to `instrumented`. */
  stripMap: () => object;
}

export interface Place {
  file: string;
  /** Both count from 1. */
  line: number;
  col: number;
}

export class Positions {
  private readonly modules = new Map<string, ModuleMap & { trace?: TraceMap }>();

  add(map: ModuleMap): void {
    this.modules.set(map.path, map);
  }

  has(path: string): boolean {
    return this.modules.has(path);
  }

  /** Place in the source for a line and column, both from 1, of the code that runs; undefined for other code. */
  map(path: string, line: number, col: number): Place | undefined {
    const module = this.modules.get(path);
    if (module === undefined) return undefined;
    module.trace ??= new TraceMap(module.stripMap() as ConstructorParameters<typeof TraceMap>[0]);
    const stripped = originalPositionFor(module.trace, { line, column: col - 1 });
    const at = stripped.line === null ? { line, column: 0 } : stripped;
    const offset = new LineStarts(module.instrumented).offset(at.line, at.column + 1);
    const original = module.segments === null ? offset : originalOffset(module.segments, offset);
    return { file: path, ...new LineStarts(module.source).position(original) };
  }
}
