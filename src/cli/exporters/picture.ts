/** The picture that the panel would show at the end of a run: as SVG, and as Graphviz's text. */
import ELK from 'elkjs/lib/elk.bundled.js';
import { compose } from '../../../webview/graph/compose';
import { renderDot } from '../../../webview/graph/dot';
import { solve } from '../../../webview/graph/elk';
import { drawStyle } from '../../../webview/graph/measure';
import { Numbers } from '../../../webview/graph/numbers';
import { renderSvg } from '../../../webview/graph/svg';
import { outlineOf } from '../../recording/outline/outline';
import type { Recording } from '../../recording/recording';
import { Folding } from '../../view/folding';
import { extentOf, firstLook, graphOf } from '../../view/graph';
import { lastCursor, valuesOf } from '../../view/values';

/** Numbers are told of at most so many values. */
const MOST_VALUES = 50_000;

function pictureOf(recording: Recording) {
  const cursor = lastCursor(recording);
  const outline = outlineOf(recording, extentOf(recording, cursor.pass));
  const graph = graphOf(recording, outline, new Folding(), 0);
  // At the end of a pass nothing is being stepped: the picture is of the result.
  return { graph, values: { ...valuesOf(recording, 0, firstLook(graph, MOST_VALUES), cursor), step: null } };
}

/** An SVG document. */
export async function svg(recording: Recording): Promise<string> {
  const { graph, values } = pictureOf(recording);
  const elk = new ELK();
  const scene = await compose(graph, drawStyle(graph, values, 'badge'), boxes => solve(elk, boxes));
  return renderSvg(scene, Numbers.of(values));
}

/** A `digraph`. */
export function dot(recording: Recording): string {
  const { graph, values } = pictureOf(recording);
  return renderDot(graph, Numbers.of(values));
}
