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
  private readonly modules = new Map<string, MappedModule>();

  add(map: ModuleMap): void {
    this.modules.set(map.path, new MappedModule(map));
  }

  has(path: string): boolean {
    return this.modules.has(path);
  }

  /** Place in the source for a line and column, both from 1, of the code that runs; undefined for other code. */
  map(path: string, line: number, col: number): Place | undefined {
    const position = this.modules.get(path)?.map(line, col);
    return position && { file: path, ...position };
  }
}

/** One module; what takes its whole text to make is kept, since an error's stack asks for dozens of places. */
class MappedModule {
  private trace?: TraceMap;
  private instrumented?: LineStarts;
  private source?: LineStarts;

  constructor(private readonly texts: ModuleMap) {}

  map(line: number, col: number): { line: number; col: number } {
    const { segments, stripMap } = this.texts;
    this.trace ??= new TraceMap(stripMap() as ConstructorParameters<typeof TraceMap>[0]);
    this.instrumented ??= new LineStarts(this.texts.instrumented);
    this.source ??= new LineStarts(this.texts.source);
    const stripped = originalPositionFor(this.trace, { line, column: col - 1 });
    const at = stripped.line === null ? { line, column: 0 } : stripped;
    const offset = this.instrumented.offset(at.line, at.column + 1);
    return this.source.position(segments === null ? offset : originalOffset(segments, offset));
  }
}
