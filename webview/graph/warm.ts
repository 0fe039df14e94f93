/** Graphs that nobody looks at: an engine that has laid them out has compiled what real ones take. */

import type { BoxGraph } from './boxes';

const HEIGHT = 42;

/** Columns of boxes with two inputs each, from the border to the border: as of a layer, but of no network. */
export function practice(id: string, columns: number, rows: number): BoxGraph {
  const graph: BoxGraph = {
    id,
    boxes: [],
    edges: [],
    ins: numbered(rows, row => `${id}in${row}`),
    outs: numbered(rows, row => `${id}out${row}`),
    padding: { top: 42, left: 16, bottom: 16, right: 16 },
    least: 116,
  };
  const connect = (source: string, target: string) => graph.edges.push({ id: `${source}${target}`, source, target });
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const box = `${id}${column}.${row}`;
      const ports = [
        { id: `${box}a`, side: 'WEST' as const, y: HEIGHT / 3 },
        { id: `${box}b`, side: 'WEST' as const, y: (HEIGHT * 2) / 3 },
        { id: `${box}e`, side: 'EAST' as const, y: HEIGHT / 2 },
      ];
      graph.boxes.push({ id: box, width: 90 + 10 * (row % 3), height: HEIGHT, ports });
      const other = (row * 2 + column) % rows;
      const before = (at: number) => (column === 0 ? graph.ins[at] : `${id}${column - 1}.${at}e`);
      connect(before(row), `${box}a`);
      if (other !== row) connect(before(other), `${box}b`);
    }
  }
  for (let row = 0; row < rows; row++) connect(`${id}${columns - 1}.${row}e`, graph.outs[row]);
  return graph;
}

const numbered = (count: number, name: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => name(i));
