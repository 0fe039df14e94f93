/** The picture as elements: frames, edges, values and boxes, and what arrives at the inputs in a step. */

import { nothing, svg, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { edgesBetween } from '../graph/between';
import { carrying, receiving } from '../graph/carrying';
import { drawEdge, drawNode, drawReference, type EdgeMarks, type Marks } from '../graph/draw';
import { drawCell, drawFold } from '../graph/drawFold';
import { drawTag } from '../graph/drawTag';
import { countWithin } from '../graph/found';
import { BLANK, blank, type Numbers } from '../graph/numbers';
import type { Group } from '../graph/shapes';
import type { SeenCell, SeenEdge, SeenFold, SeenReference, SeenValue, Sight } from '../graph/sight';
import { arrivals, departures } from '../graph/tags';
import { waysAt } from '../graph/ways';
import { type Marked, markedIn, standingOut, standingUses } from '../marked';
import type { Picture, State } from '../state/state';
import { links } from './links';
import { contents } from './shapes';
import { at } from './transformed';
import { contentsOf, focusRing, idOf } from './tree';

/** Redrawn only if something of it changed: panning and zooming draw nothing. */
export function scene(state: State, picture: Picture, sight: Sight): unknown {
  const { selected, rover, lit, hovered, notFinite } = state;
  const standing = standingOut(state);
  return guard([picture, sight, selected, rover, lit, hovered, standing, notFinite], () => {
    const { numbers } = picture;
    const marked = markedIn(state);
    const drawing: Drawing = {
      picture,
      rover,
      selected,
      lit: new Set(lit),
      marked,
      standing,
      users: standingUses(state)?.users ?? null,
      notFinite: notFinite.ids,
    };
    const carries = carrying(sight, marked.stepped, receiving(picture.scene, sight, numbers));
    const arriving = [...arrivals(sight, numbers), ...departures(picture.scene, sight, numbers, carries)];
    const between = relatedEdges(drawing, state, sight);
    const atSelected = selectedEdges(drawing, sight);
    const inside = contentsOf(sight);
    const [open, closed] = split(sight.folds, ({ item }) => item.template !== null);
    return svg`
      <g class="frames">${keyed(open, fold => foldElement(drawing, fold, inside.get(fold.key)))}
        ${keyed(sight.cells, cell => cellElement(drawing, cell, inside.get(cell.key)))}</g>
      <g class="edges" aria-hidden="true">${repeat(
        sight.edges,
        ({ key }) => `${key}@${picture.layout}`,
        edge => {
          const { key } = edge;
          return edgeElement(edge, {
            selected: atSelected.has(key),
            stepped: carries.has(key),
            found: between.has(key),
          });
        },
      )}</g>
      <g class="nodes">${keyed(closed, fold => foldElement(drawing, fold, undefined))}
        ${keyed(sight.references, reference => referenceElement(drawing, reference))}
        ${keyed(sight.values, value => valueElement(drawing, value))}</g>
      <g class="links" aria-hidden="true">${links(sight, numbers, hovered)}</g>
      <g class="tags" aria-hidden="true">${arriving.map(({ at: seen, contribution, before, side }) => {
        const group = drawTag(seen.placed, contribution, before, side);
        return svg`<g class="tag-group" ${at({ x: seen.x + group.x, y: seen.y + group.y })}>${contents(group)}</g>`;
      })}</g>`;
  });
}

/** What is marked in the picture right now, by the nodes themselves and by the keys of what shows them. */
interface Drawing {
  picture: Picture;
  rover: string | null;
  selected: number | null;
  lit: ReadonlySet<number>;
  marked: Marked;
  /** Ids that stand out; null: none do. */
  standing: Uint32Array | null;
  /** Ids of nodes that use what stands out and has no inputs. */
  users: Uint32Array | null;
  /** Ids of nodes with a number that is NaN or infinite. */
  notFinite: Uint32Array;
}

function keyed<T extends { key: string }>(list: readonly T[], element: (each: T) => unknown): unknown {
  return repeat(list, ({ key }) => key, element);
}

function split<T>(list: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [list.filter(isFirst), list.filter(each => !isFirst(each))];
}

/** Edges to what the selected value uses and is used by, wherever it is drawn. */
function selectedEdges({ picture: { numbers }, selected, marked }: Drawing, sight: Sight): Set<string> {
  if (selected === null) return new Set();
  const beside = sight.references.filter(({ user, input }) => numbers?.referred(user, input) === selected);
  const own = marked.selected?.startsWith('v') ? [marked.selected] : [];
  return waysAt(sight.edges, new Set([...own, ...beside.map(({ key }) => key)]));
}

/** Edges among what is related to a value, itself included. */
function relatedEdges(drawing: Drawing, { related }: State, sight: Sight): Set<string> {
  if (related === null) return new Set();
  const isRelated = (node: number | undefined): boolean =>
    node !== undefined && (node === related.node || isStanding(drawing.standing, node, 1));
  const values = new Map(sight.values.map(value => [value.key, value]));
  const folds = new Map(sight.folds.map(fold => [fold.key, fold]));
  return edgesBetween(sight.edges, key => {
    const [value, fold] = [values.get(key), folds.get(key)];
    if (value) return value.id === related.node || isFound(drawing, value);
    if (fold) return isStanding(drawing.standing, fold.node, spanOf(fold));
    if (key.startsWith('v')) return isRelated(Number(key.slice(1)));
    if (!key.startsWith('r')) return true;
    const [user, input] = key.slice(1).split('.').map(Number);
    return isRelated(drawing.picture.numbers?.referred(user, input));
  });
}

function edgeElement(edge: SeenEdge, marks: EdgeMarks): unknown {
  const { selected, stepped, found } = marks;
  return guard([edge, selected, stepped, found], () => {
    const group = drawEdge(edge.points, marks, edge.hidden);
    return svg`<g class=${group.role} ${at(edge)}>${contents(group)}</g>`;
  });
}

/** The node that a reference stands for, once it is known. */
function nodeOf(numbers: Numbers | null, { user, input }: SeenReference): number | undefined {
  return numbers?.referred(user, input);
}

/** Of what shows a value, by its key. */
function marksOf({ marked }: Drawing, key: string, found: boolean): Marks {
  const { selected, lit, stepped } = marked;
  return { selected: key === selected, lit: lit.has(key), stepped: key === stepped, found };
}

function isStanding(ids: Uint32Array | null, from: number, span: number): boolean {
  return ids !== null && countWithin(ids, from, from + span) > 0;
}

/** A sum stands out with any of the additions that it stands for. */
function isFound({ standing }: Drawing, { id, absorbed, base }: SeenValue): boolean {
  if (isStanding(standing, id, 1)) return true;
  return standing !== null && absorbed?.some(each => isStanding(standing, base + each, 1)) === true;
}

function valueElement(drawing: Drawing, value: SeenValue): unknown {
  const { picture } = drawing;
  const reading = picture.numbers?.reading(value.id, value.node) ?? blank(value.node);
  const node = picture.numbers?.named(value.id, value.node) ?? value.node;
  const marks = marksOf(drawing, value.key, isFound(drawing, value));
  const isRover = value.key === drawing.rover;
  const { data, grad, state, notFinite } = reading;
  const { style } = picture.scene;
  const { selected, lit, stepped, found } = marks;
  return guard([value, node.label, style, data, grad, state, notFinite, selected, lit, stepped, found, isRover], () => {
    const group = drawNode(node, value.placed, reading, marks, style);
    return element(group, value, isRover, marks.selected, { node: value.id });
  });
}

function referenceElement(drawing: Drawing, reference: SeenReference): unknown {
  const { numbers } = drawing.picture;
  const node = nodeOf(numbers, reference);
  const reading = numbers?.reading(node, reference.node) ?? blank(reference.node);
  const { selected, lit, standing } = drawing;
  const isKnown = node !== undefined;
  const marks: Marks = {
    selected: isKnown && node === selected,
    lit: isKnown && lit.has(node),
    stepped: false,
    found: isKnown && isStanding(standing, node, 1),
  };
  const view = numbers?.named(node, reference.node) ?? reference.node;
  const group = drawReference(view, reference.placed, reading, marks);
  return element(group, reference, reference.key === drawing.rover, marks.selected, { reference: node });
}

/** How many ids a box stands for, from its first node on. */
export function spanOf({ item }: SeenFold): number {
  return item.kind === 'group' ? item.span : item.at[item.at.length - 1] - item.at[0] + item.span;
}

function cellElement({ rover }: Drawing, cell: SeenCell, inside: string | undefined): unknown {
  const group = drawCell(cell);
  return svg`<g class=${group.role} id=${idOf(cell.key)} ${at(cell)} data-key=${cell.key} role="treeitem"
    tabindex=${cell.key === rover ? 0 : -1} aria-expanded="true" aria-owns=${inside ?? nothing}
    aria-label=${group.title} aria-selected="false">${contents(group)}${focusRing(cell)}</g>`;
}

/** `inside`: the ids of what an open box holds, for a screen reader. */
function foldElement(drawing: Drawing, fold: SeenFold, inside: string | undefined): unknown {
  const { picture } = drawing;
  const reading = picture.numbers?.resultReading(fold.result) ?? BLANK;
  const marks = marksOf(drawing, fold.key, fold.item.template === null && hidesStanding(drawing, fold));
  const group = drawFold(fold, reading, marks, picture.scene.style, hiddenNotFinite(drawing, fold));
  return element(group, fold, fold.key === drawing.rover, marks.selected, { fold: fold.group, inside });
}

/** Whether what stands out is in a box, or is used there: it would be drawn beside its user. */
function hidesStanding({ standing, users }: Drawing, fold: SeenFold): boolean {
  const span = spanOf(fold);
  return isStanding(standing, fold.node, span) || isStanding(users, fold.node, span);
}

/** Of what a box does not show: of a closed one that is all, of a stack that shows one of its copies the others, too. */
function hiddenNotFinite({ notFinite }: Drawing, fold: SeenFold): number {
  const { item, node } = fold;
  if (item.template !== null && (item.kind === 'group' || item.fold === 'all')) return 0;
  return countWithin(notFinite, node, node + spanOf(fold));
}

/** What an element stands for: a value's id, that of the value beside its consumer, or a group's number. */
interface Identity {
  node?: number;
  reference?: number;
  fold?: number;
  inside?: string;
}

function element(
  group: Group,
  seen: { key: string; x: number; y: number; placed: { card: { width: number; height: number } } },
  isRover: boolean,
  selected: boolean,
  { node, reference, fold, inside }: Identity,
): TemplateResult {
  const isOpen = group.role.includes('is-open');
  return svg`<g class=${group.role} ${at({ x: seen.x + group.x, y: seen.y + group.y })} data-key=${seen.key}
    data-node=${node ?? nothing} data-reference=${reference ?? nothing} data-fold=${fold ?? nothing}
    id=${idOf(seen.key)} role="treeitem" tabindex=${isRover ? 0 : -1} aria-label=${group.title} aria-selected=${selected}
    aria-expanded=${fold === undefined ? nothing : String(isOpen)} aria-owns=${inside ?? nothing}>
    ${contents(group)}${focusRing(seen.placed.card)}</g>`;
}
