/** The picture that the panel would show at the end of a run: as SVG, and as Graphviz's text. */
import ELK from 'elkjs/lib/elk.bundled.js';
import { renderDot } from '../../../webview/graph/dot';
import { layoutGraph } from '../../../webview/graph/layout';
import { drawStyle } from '../../../webview/graph/measure';
import { renderSvg } from '../../../webview/graph/svg';
import type { Recording } from '../../recording/recording';
import { graphOf } from '../../view/graph';
import { lastCursor, valuesOf } from '../../view/values';

function pictureOf(recording: Recording) {
  const cursor = lastCursor(recording);
  const graph = graphOf(recording, cursor.pass, null);
  // At the end of a pass nothing is being stepped: the picture is of the result.
  return { graph, values: { ...valuesOf(recording, graph, cursor), step: null } };
}

/** An SVG document. */
export async function svg(recording: Recording): Promise<string> {
  const { graph, values } = pictureOf(recording);
  const placed = await layoutGraph(new ELK(), graph, drawStyle(graph, values, 'badge'));
  return renderSvg(placed, graph, values);
}

/** A `digraph`. */
export function dot(recording: Recording): string {
  const { graph, values } = pictureOf(recording);
  return renderDot(graph, values);
}
