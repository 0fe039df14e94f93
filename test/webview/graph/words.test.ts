import assert from 'node:assert/strict';
import { Words } from '../../../webview/graph/words';

const ZOOM = 0.1;

/** What is written of names at boxes whose sizes are given in pixels of the screen. */
function written(...names: [name: string, x: number, y: number, width: number, height: number][]): string[] {
  const words = new Words(ZOOM, 'mono', { name: 'black', plate: 'white' });
  for (const [name, ...box] of names) {
    const [x, y, width, height] = box.map(side => side / ZOOM);
    words.name(name, { x, y, width, height });
  }
  const texts: string[] = [];
  const context = { fillRect: () => undefined, fillText: (text: string) => texts.push(text) };
  words.paint(context as unknown as CanvasRenderingContext2D);
  return texts;
}

describe('names from afar', () => {
  it('are written in boxes that have room, in others their ends', () => {
    assert.deepEqual(written(['layers[0]', 0, 0, 200, 100]), ['layers[0]']);
    assert.deepEqual(written(['x => network.forward(x)', 0, 0, 100, 100]), ['x => n…ard(x)']);
    assert.deepEqual(written(['neurons[0]', 0, 0, 60, 100], ['layers[0]', 0, 0, 200, 10]), []);
  });

  it('do not lie on each other: the outer box comes first', () => {
    const outer = ['step', 0, 0, 200, 100] as const;
    assert.deepEqual(written([...outer], ['first', 2, 3, 80, 60], ['second', 100, 3, 80, 60]), ['step', 'second']);
  });
});
