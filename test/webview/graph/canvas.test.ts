import assert from 'node:assert/strict';
import type { Uses } from '../../../src/protocol/find';
import type { Item } from '../../../src/protocol/graph';
import { outlineOf } from '../../../src/recording/outline/outline';
import { wholeTape } from '../../../src/recording/queries/extent';
import { Folding } from '../../../src/view/folding';
import { graphOf } from '../../../src/view/graph';
import { paintScene } from '../../../webview/graph/canvas';
import { countWithin } from '../../../webview/graph/found';
import { lightTheme } from '../../../webview/graph/paint';
import type { Scene } from '../../../webview/graph/placed';
import { hasUse } from '../../../webview/graph/uses';
import { fitTo, Transform } from '../../../webview/graph/viewport';
import { Program } from '../../recording/outline/programs';
import { Folded } from '../folded';
import { everything, plainScene } from './scenes';

const size = { width: 800, height: 500 };

/** Four hundred equal calls, one after the other. */
function steps(): Program {
  const program = new Program();
  let x = program.leaf('x');
  for (let i = 0; i < 400; i++) {
    x = program.call(
      'step',
      () => {
        let y = x;
        for (let j = 0; j < 12; j++) y = program.product(program.negative(y), y);
        return y;
      },
      i,
    );
  }
  return program;
}

function sceneOf(isOpen: boolean): Promise<Scene> {
  const recording = steps().recording();
  const folding = new Folding();
  if (isOpen) folding.openAll();
  return plainScene(graphOf(recording, outlineOf(recording, wholeTape(recording)), folding, 1));
}

const nothing = () => undefined;

/** Of the path of all edges, nothing is asked here. */
class NoPath {
  readonly moveTo = nothing;
  readonly lineTo = nothing;
}

const NO_USES = { foundUse: () => false, foundUses: () => false };

/** What is written on the canvas. */
function writtenIn(scene: Scene, transform: Transform): string[] {
  const texts: string[] = [];
  const canvas: Record<string, unknown> = { fillText: (text: string) => texts.push(text) };
  const context = new Proxy(canvas, { get: (own, name: string) => own[name] ?? nothing });
  const marks = {
    selected: null,
    stepped: null,
    lit: new Set<string>(),
    found: () => false,
    ...NO_USES,
    notFinite: () => false,
  };
  const fonts = { mono: 'mono', sans: 'sans' };
  paintScene(context as unknown as CanvasRenderingContext2D, scene, transform, size, 1, lightTheme, fonts, marks);
  return texts;
}

/** How many boxes are painted as found, and how large the smallest of them is on the screen. */
function foundIn(scene: Scene, transform: Transform, node: number, uses?: Uses): { count: number; least: number } {
  const seen = { count: 0, least: Number.POSITIVE_INFINITY };
  const canvas: Record<string, unknown> = {
    fillRect: (_x: number, _y: number, width: number, height: number) => {
      // Pale ones are boxes in the hue of their name.
      if (canvas.fillStyle !== lightTheme.lit || canvas.globalAlpha !== 1) return;
      seen.count++;
      seen.least = Math.min(seen.least, width * transform.k, height * transform.k);
    },
  };

  const context = new Proxy(canvas, { get: (own, name: string) => own[name] ?? nothing });
  const ids = Uint32Array.of(node);
  paintScene(
    context as unknown as CanvasRenderingContext2D,
    scene,
    transform,
    size,
    1,
    lightTheme,
    { mono: 'mono', sans: 'sans' },
    {
      selected: null,
      stepped: null,
      lit: new Set(),
      found: (from, span) => countWithin(ids, from, from + span) > 0,
      foundUse: (user, input) => uses !== undefined && hasUse(uses, user, input),
      foundUses: (from, span) => uses !== undefined && countWithin(uses.users, from, from + span) > 0,
      notFinite: () => false,
    },
  );
  return seen;
}

describe('the picture on a canvas', () => {
  const Path2D = globalThis.Path2D;
  before(() => Object.assign(globalThis, { Path2D: NoPath }));
  after(() => Object.assign(globalThis, { Path2D }));

  const isRepeat = ({ kind }: Item) => kind === 'repeat';

  it('tells how far a long stack goes', async () => {
    const scene = await sceneOf(true);
    assert.deepEqual(writtenIn(scene, fitTo(scene, size)), ['step', 'step 101', 'step 201', 'step 301']);
    assert.deepEqual(writtenIn(scene, new Transform(0.001, 0, 0)), []);
  });

  it('marks what was found in a closed box', async () => {
    const scene = await sceneOf(false);
    assert.equal(foundIn(scene, fitTo(scene, size), 5000).count, 1);
    assert.equal(foundIn(scene, fitTo(scene, size), 1e6).count, 0);
  });

  it('marks a closed box in which something that was found is used', async () => {
    const scene = await sceneOf(false);
    const uses = { users: Uint32Array.of(5000), inputs: Uint32Array.of(0) };
    assert.equal(foundIn(scene, fitTo(scene, size), 1e6, uses).count, 1);
  });

  it('marks what was found whichever copy it is in, however small the copies are', async () => {
    const scene = await sceneOf(true);
    assert.ok(scene.graph.templates.at(-1)!.items.some(isRepeat));
    for (const k of [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05]) {
      const transform = new Transform(k, 0, 0);
      for (const node of [30, 5000]) {
        const { count, least } = foundIn(scene, transform, node);
        const isSeen = k * scene.width <= size.width && k * scene.height <= size.height;
        if (isSeen) assert.equal(count, 1, `node ${node} at ${k}`);
        if (count > 0) assert.ok(least >= 1.99, `node ${node} at ${k}: ${least} px`);
      }
    }
    assert.equal(foundIn(scene, fitTo(scene, size), 5000).count, 1);
  });

  it('marks leaves that are drawn beside their users, at the inputs of these', async () => {
    const sample = new Folded(40, { sample: 'all', dot: 'open' });
    const scene = await plainScene(sample.graph());
    const references = everything(scene).references.filter(({ user }) => user < 50);
    assert.ok(references.length > 3);
    const users = Uint32Array.from(references.slice(0, 2), ({ user }) => user);
    const inputs = Uint32Array.from(references.slice(0, 2), ({ input }) => input);
    for (const k of [0.02, 0.1, 0.4]) {
      const { count, least } = foundIn(scene, new Transform(k, 0, 0), 1e6, { users, inputs });
      const copies = new Set(references.slice(0, 2).map(({ within }) => within)).size;
      assert.ok(count >= Math.min(copies, 1) && count <= 2, `${count} at ${k}`);
      assert.ok(least >= 1.99);
    }
    const other = { users, inputs: inputs.map(input => 1 - input) };
    assert.equal(foundIn(scene, new Transform(0.4, 0, 0), 1e6, other).count, 0);
    assert.equal(foundIn(scene, new Transform(0.4, 0, 0), 1e6).count, 0);
  });
});
