/** Draws what is shown as a file, when the host asks for it. */

import type { FromPanel, ToPanel } from '../src/protocol/panel';
import { Numbers } from './graph/numbers';
import type { Scene } from './graph/placed';
import { renderSvg } from './graph/svg';
import { pngOf } from './raster';
import type { State } from './state/state';

type Ask = Extract<ToPanel, { type: 'draw' }>;
type Answer = Extract<FromPanel, { type: 'drawn' | 'notDrawn' }>;

export class FileDrawer {
  private asked: Ask | null = null;

  /** `post` goes to the host. */
  constructor(private readonly post: (answer: Answer) => void) {}

  ask(asked: Ask, state: State): void {
    this.asked = asked;
    this.update(state);
  }

  /** To be called after every change of the state: the picture that is meant may still be being laid out. */
  update({ picture }: State): void {
    const { asked } = this;
    if (!asked || !picture || picture.graph.serial < asked.values.serial) return;
    this.asked = null;
    const { request, values } = asked;
    const isSame = picture.graph.serial === values.serial;
    const file = isSame ? fileOf(picture.scene, asked) : Promise.reject(new Error(CHANGED));
    file.then(
      content => this.post({ type: 'drawn', request, file: content }),
      (error: Error) => this.post({ type: 'notDrawn', request, why: error.message }),
    );
  }
}

const CHANGED = 'The picture has changed meanwhile. Export it again.';

async function fileOf(scene: Scene, { values, scale }: Ask): Promise<string | Uint8Array> {
  const svg = renderSvg(scene, Numbers.of(values));
  return scale === null ? svg : pngOf(svg, scene.width, scene.height, scale);
}
