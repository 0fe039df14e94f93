/** An SVG document, laid out here. The editor's comes from its panel, which has the layout; and elkjs is large. */
import ELK from 'elkjs/lib/elk.bundled.js';
import { compose } from '../../webview/graph/compose';
import { solve } from '../../webview/graph/elk';
import { drawStyle } from '../../webview/graph/measure';
import { renderSvg, TooLarge } from '../../webview/graph/svg';
import type { Exhibit } from './exhibit';
import { ExportProblem } from './problem';

export async function svg(exhibit: Exhibit): Promise<string> {
  const { graph, values, numbers } = exhibit.picture();
  const engine = new ELK();
  const scene = await compose(graph, drawStyle(graph, values, 'badge'), boxes => solve(engine, boxes));
  try {
    return renderSvg(scene, numbers);
  } catch (error) {
    throw error instanceof TooLarge ? new ExportProblem(error.message) : error;
  }
}
