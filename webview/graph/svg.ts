/** A picture as a standalone SVG file: the panel's own shapes, with the colours of paper. */

import type { Graph, Values } from '../../src/protocol/panel';
import { drawEdge, drawNode, drawTag, NO_MARKS, type Reading } from './draw';
import { tidy } from './geometry';
import { type Colour, FILE_FONT, FILE_HEADING_FONT, graphStyles, HATCH, lightTheme, type Theme } from './paint';
import type { Placed } from './placed';
import type { Group, Shape } from './shapes';
import { arrivals, isCarrying } from './tags';

/** The numbers of the graph's node `i`; blanks if `values` are of another graph or missing. */
export function readingAt(graph: Graph, values: Values | null, i: number): Reading {
  const { kind, tensor } = graph.nodes[i];
  const none = kind === 'constant' || tensor?.requiresGrad === false ? 'none' : 'unreached';
  if (!values || values.key !== graph.key) return { data: '', grad: '', state: none };
  return { data: values.data[i] ?? '', grad: values.grad[i] ?? '', state: values.state[i] ?? none };
}

/** One XML document, deterministic; `title` names it for a screen reader. The node of `values.step` is marked. */
export function renderSvg(
  placed: Placed,
  graph: Graph,
  values: Values | null,
  theme: Theme = lightTheme,
  title = `Computation graph of ${graph.nodes.length} values`,
): string {
  const step = values?.step ?? null;
  const arriving = arrivals(graph, step);
  const edges = placed.edges.map(edge => {
    return drawEdge(edge, { selected: false, stepped: isCarrying(edge, step, arriving, graph) });
  });
  const nodes = graph.nodes.map((node, i) => {
    const marks = { ...NO_MARKS, stepped: node.id === step?.node };
    return drawNode(node, placed.nodes[i], readingAt(graph, values, i), marks, placed.style);
  });
  const tags = arriving.map(({ index, contribution, before }) => drawTag(placed.nodes[index], contribution, before));
  const [width, height] = [tidy(placed.width), tidy(placed.height)];
  const styles = graphStyles((name: Colour) => theme[name], FILE_FONT, FILE_HEADING_FONT);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="tl-graph" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${styles}</style>`,
    `<defs>${HATCH}</defs>`,
    `<rect width="${width}" height="${height}" fill="${theme.background}"/>`,
    ...[...edges, ...nodes, ...tags].map(group),
    '</svg>',
    '',
  ].join('\n');
}

function group({ role, x, y, title, shapes }: Group): string {
  const place = x === 0 && y === 0 ? '' : ` transform="translate(${tidy(x)},${tidy(y)})"`;
  const tooltip = title === '' ? '' : `<title>${escapeXml(title)}</title>`;
  return `<g class="${escapeXml(role)}"${place}>${tooltip}${shapes.map(element).join('')}</g>`;
}

function element(shape: Shape): string {
  const role = escapeXml(shape.role);
  if (shape.shape === 'path') return `<path class="${role}" d="${shape.d}"/>`;
  if (shape.shape === 'rect') {
    const { x, y, width, height, radius } = shape;
    return `<rect class="${role}" x="${tidy(x)}" y="${tidy(y)}" width="${tidy(width)}" height="${tidy(height)}" rx="${radius}"/>`;
  }
  const squeeze = shape.squeeze === null ? '' : ` textLength="${tidy(shape.squeeze)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text class="${role}" x="${tidy(shape.x)}" y="${tidy(shape.y)}" text-anchor="${shape.anchor}"${squeeze}>${escapeXml(shape.text)}</text>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, char => ENTITIES[char]);
}
