import assert from 'node:assert/strict';
import {
  fitTo,
  keptInView,
  leastZoom,
  MOST_ZOOM,
  readTransform,
  reveal,
  Transform,
  windowOf,
} from '../../../webview/graph/viewport';

const view = { width: 800, height: 600 };

describe('Transform', () => {
  it('inverts what it applies', () => {
    const transform = new Transform(2, 10, -5);
    assert.deepEqual(transform.apply({ x: 3, y: 4 }), { x: 16, y: 3 });
    assert.deepEqual(transform.invert({ x: 16, y: 3 }), { x: 3, y: 4 });
  });

  it('keeps the point under the pointer when it zooms, also at its limits', () => {
    const at = { x: 100, y: 50 };
    const transform = new Transform(1, 20, 30);
    for (const factor of [1.5, 100, 0.0001]) {
      const zoomed = transform.zoom(factor, at, 0.1);
      assert.ok(zoomed.k >= 0.1 && zoomed.k <= MOST_ZOOM);
      const { x, y } = zoomed.apply(transform.invert(at));
      assert.ok(Math.abs(x - at.x) < 1e-9 && Math.abs(y - at.y) < 1e-9);
    }
  });

  it('gets no smaller where it is smaller than the limit already', () => {
    const far = new Transform(0.05, 0, 0);
    assert.equal(far.zoom(0.5, { x: 0, y: 0 }, 0.1).k, 0.05);
    assert.equal(far.zoom(2, { x: 0, y: 0 }, 0.1).k, 0.1);
  });

  it('is a value: panning makes another', () => {
    const transform = new Transform(1, 0, 0);
    assert.equal(transform.pan(5, 6).toString(), 'translate(5px,6px) scale(1)');
    assert.equal(transform.x, 0);
  });
});

describe('fitTo', () => {
  it('shows the whole picture in the middle', () => {
    const transform = fitTo({ width: 1600, height: 300 }, view);
    const box = transform.applyBox({ x: 0, y: 0, width: 1600, height: 300 });
    assert.ok(box.x >= 0 && box.x + box.width <= view.width);
    assert.ok(Math.abs(box.x - (view.width - box.x - box.width)) < 1e-9);
  });

  it('does not blow up a small picture', () => {
    assert.equal(fitTo({ width: 50, height: 50 }, view).k, 1.5);
  });

  it('shows all of a picture however large it is', () => {
    const picture = { width: 600_000, height: 400_000 };
    const box = fitTo(picture, view).applyBox({ x: 0, y: 0, ...picture });
    assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= view.width && box.y + box.height <= view.height);
  });

  it('is the identity while there is nothing to see or nowhere to show it', () => {
    assert.equal(fitTo({ width: 0, height: 0 }, view), Transform.identity);
    assert.equal(fitTo({ width: 10, height: 10 }, { width: 0, height: 0 }), Transform.identity);
  });
});

describe('leastZoom', () => {
  it('is half of what a picture is fitted at, and never enlarges one', () => {
    const large = { width: 8000, height: 600 };
    assert.equal(leastZoom(large, view), fitTo(large, view).k / 2);
    assert.equal(leastZoom({ width: 10, height: 10 }, view), 0.75);
  });
});

describe('keptInView', () => {
  const picture = { width: 1000, height: 500 };
  const far = [-1e5, 1e5];

  it('leaves some of a picture in view, wherever it is moved', () => {
    for (const k of [0.01, 0.5, 4]) {
      for (const [x, y] of far.flatMap(x => far.map(y => [x, y]))) {
        const box = keptInView(new Transform(k, x, y), null, picture, view).applyBox({ x: 0, y: 0, ...picture });
        const seenX = Math.min(box.x + box.width, view.width) - Math.max(box.x, 0);
        const seenY = Math.min(box.y + box.height, view.height) - Math.max(box.y, 0);
        assert.ok(seenX >= Math.min(60, box.width) - 1e-6 && seenY >= Math.min(60, box.height) - 1e-6);
      }
    }
  });

  it('does not pull back what was farther away before, and moves nothing that is in view', () => {
    const away = new Transform(1, 5000, 0);
    assert.equal(keptInView(away.pan(10, 0), away, picture, view).x, 5000);
    assert.equal(keptInView(away.pan(-10, 0), away, picture, view).x, 4990);
    assert.equal(keptInView(Transform.identity, null, picture, view), Transform.identity);
  });
});

describe('reveal', () => {
  const box = { x: 900, y: 100, width: 50, height: 50 };

  it('moves as little as it must', () => {
    const moved = reveal(Transform.identity, box, { x: 0, y: 0, ...view });
    assert.deepEqual([moved.x, moved.y, moved.k], [-156, 0, 1]);
  });

  it('does not move for what is in view', () => {
    assert.equal(reveal(Transform.identity, { ...box, x: 300 }, { x: 0, y: 0, ...view }), Transform.identity);
  });
});

describe('readTransform', () => {
  it('takes only a transform within the limits', () => {
    assert.deepEqual(readTransform({ k: 2, x: 1, y: 0 }), new Transform(2, 1, 0));
    for (const bad of [
      null,
      undefined,
      'x',
      {},
      { k: 2, x: '1', y: 0 },
      { k: 0, x: 0, y: 0 },
      { k: NaN, x: 0, y: 0 },
    ]) {
      assert.equal(readTransform(bad), null);
    }
  });
});

describe('windowOf', () => {
  it('is the part of the picture that the view shows', () => {
    const transform = new Transform(2, -100, 50);
    const box = transform.applyBox(windowOf(transform, view));
    assert.deepEqual(box, { x: 0, y: 0, ...view });
  });
});
