/** An SVG document, laid out here. The editor's comes from its panel, which has the layout; and elkjs is large. */
import ELK from 'elkjs/lib/elk.bundled.js';
import { compose } from '../../webview/graph/compose';
import { solve } from '../../webview/graph/elk';
import { drawStyle } from '../../webview/graph/measure';
import { renderSvg, TooLarge } from '../../webview/graph/svg';
import type { Exhibit } from './exhibit';
import { ExportProblem } from './problem';

/** A document and its size in the picture's own units. */
export interface Drawn {
  document: string;
  width: number;
  height: number;
}

export async function svg(exhibit: Exhibit): Promise<string> {
  return (await drawn(exhibit)).document;
}

export async function drawn(exhibit: Exhibit): Promise<Drawn> {
  const { graph, values, numbers } = exhibit.picture();
  const engine = new ELK();
  const scene = await compose(graph, drawStyle(graph, values, 'badge'), boxes => solve(engine, boxes));
  const { width, height } = scene;
  return orProblem(() => ({ document: renderSvg(scene, numbers), width, height }));
}

/** What a picture's drawing finds too large is a problem of the export. */
export function orProblem<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof TooLarge ? new ExportProblem(error.message) : error;
  }
}
