/** What is exported: a recording, where in it one is, and what is open. */
import { Numbers } from '../../webview/graph/numbers';
import type { Graph } from '../protocol/graph';
import type { Cursor, Values } from '../protocol/panel';
import { outlineOf } from '../recording/outline/outline';
import type { Recording } from '../recording/recording';
import { Folding } from '../view/folding';
import { extentOf, firstLook, graphOf } from '../view/graph';
import type { PanelModel } from '../view/panelModel';
import { lastCursor, valuesOf } from '../view/values';
import { MOST_BOXES } from './resolved';

export interface Exhibit {
  recording: Recording;
  cursor: Cursor;
  /** The step that the cursor stands after is told. */
  marked: boolean;
  folding: Folding;
  /** The graph as it is open; made when it is asked for, since most formats need none. */
  picture(): { graph: Graph; values: Values; numbers: Numbers };
}

/** A recording with everything open, or only what opens by itself. At the end of a pass nothing is being stepped. */
export function exhibitOf(recording: Recording, openAll = false, cursor = lastCursor(recording)): Exhibit {
  const folding = new Folding();
  if (openAll) folding.openAll();
  return {
    recording,
    cursor,
    marked: false,
    folding,
    picture: () => {
      const graph = graphOf(recording, outlineOf(recording, extentOf(recording, cursor.pass)), folding, 0);
      const values = { ...allValues(recording, graph, cursor), step: null };
      return { graph, values, numbers: Numbers.of(values) };
    },
  };
}

/** What a panel shows. */
export function exhibitShown(shown: NonNullable<PanelModel['shown']>): Exhibit {
  const { recording, graph, cursor, marked, folding } = shown;
  return {
    recording,
    cursor,
    marked,
    folding,
    picture: () => {
      const all = allValues(recording, graph, cursor);
      const values = marked ? all : { ...all, step: null };
      return { graph, values, numbers: Numbers.of(values) };
    },
  };
}

/** The numbers of everything that is drawn. */
function allValues(recording: Recording, graph: Graph, cursor: Cursor): Values {
  return valuesOf(recording, graph.serial, firstLook(graph, MOST_BOXES), cursor);
}
