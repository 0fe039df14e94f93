/** The picture: edges, nodes, and what arrives at the inputs in a step. */

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { drawEdge, drawNode, drawTag, type Marks } from '../graph/draw';
import { readingAt } from '../graph/svg';
import { type Arrival, arrivals, isCarrying } from '../graph/tags';
import type { Picture, State } from '../store';
import { panAndZoom } from './pan-zoom';
import { contents } from './shapes';
import { iconButton, type ViewProps } from './view';

const ZOOM_BUTTON = 1.3;

export function graph(props: ViewProps): TemplateResult {
  const { state, act } = props;
  const count = state.picture?.graph.nodes.length ?? 0;
  return html`<div class="picture" ${panAndZoom(act)}>
    <svg class="tl-graph ${state.status.stale === null ? '' : 'is-stale'}" role="application"
      aria-label="Computation graph, ${count} values">
      <defs><pattern id="tl-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0,0V6"></path></pattern></defs>
      <g class="scene" transform=${state.transform.toString()}>${state.picture ? scene(state, state.picture) : nothing}</g>
    </svg></div>
    ${
      state.picture
        ? html`<div class="zoom" role="group" aria-label="Zoom">
            ${iconButton('zoom-in', 'Zoom in (+)', () => act.zoom(ZOOM_BUTTON))}
            ${iconButton('zoom-out', 'Zoom out (-)', () => act.zoom(1 / ZOOM_BUTTON))}
            ${iconButton('screen-full', 'Fit (F)', act.fit)}
          </div>`
        : nothing
    }`;
}

/** Redrawn only if something of it changed: panning and zooming draw nothing. */
function scene(state: State, picture: Picture): unknown {
  const { selected, rover, lit } = state;
  return guard([picture, selected, rover, lit], () => {
    const { placed, values } = picture;
    const step = values?.step ?? null;
    const arriving = arrivals(picture.graph, step);
    return svg`
      <g class="edges" aria-hidden="true">${placed.edges.map(edge => {
        const isStepped = isCarrying(edge, step, arriving, picture.graph);
        const isSelected = edge.target === selected || edge.source === selected;
        return guard([edge, isStepped, isSelected], () => {
          return contents(drawEdge(edge, { stepped: isStepped, selected: isSelected }));
        });
      })}</g>
      <g class="nodes">${repeat(
        placed.nodes,
        ({ id }) => id,
        ({ id }, i) =>
          node(
            picture,
            i,
            { selected: id === selected, lit: lit.includes(id), stepped: id === step?.node },
            id === rover,
          ),
      )}</g>
      <g class="tags" aria-hidden="true">${tags(picture, arriving)}</g>`;
  });
}

function node({ graph, placed, values }: Picture, i: number, marks: Marks, isRover: boolean): unknown {
  const viewNode = graph.nodes[i];
  const place = placed.nodes[i];
  const reading = readingAt(graph, values, i);
  const { data, grad, state } = reading;
  const { selected, lit, stepped } = marks;
  return guard([viewNode, place, placed.style, data, grad, state, selected, lit, stepped, isRover], () => {
    const group = drawNode(viewNode, place, reading, marks, placed.style);
    const { width, height } = place.card;
    return svg`<g class=${group.role} transform="translate(${group.x},${group.y})" data-node=${viewNode.id}
      role="button" tabindex=${isRover ? 0 : -1} aria-label=${group.title} aria-pressed=${selected}>
      ${contents(group)}<rect class="focus-ring" x="-4" y="-4" width=${width + 8} height=${height + 8} rx="9"></rect></g>`;
  });
}

function tags({ placed }: Picture, arriving: readonly Arrival[]): TemplateResult[] {
  return arriving.map(({ index, contribution, before }) => {
    const group = drawTag(placed.nodes[index], contribution, before);
    return svg`<g class="tag-group" transform="translate(${group.x},${group.y})">${contents(group)}</g>`;
  });
}
