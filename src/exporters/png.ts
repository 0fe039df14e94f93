/** The picture as a PNG, drawn by resvg in WebAssembly. The editor's comes from its panel, which has a canvas. */
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { type PixelLimit, pixelsAt } from '../../webview/graph/pixels';
import type { Exhibit } from './exhibit';
import type { ReadOwn } from './html';
import { drawn, orProblem } from './svg';

/** resvg holds an image three times while it makes a PNG: 1.2 GB at this size, of the 4 GB that WebAssembly has. */
const LIMIT: PixelLimit = { side: 16_384, area: 2 ** 27 };

/** What ships for machines without fonts, and for the symbols that theirs do not have. */
const OWN_FONTS = ['dist/png/DejaVuSansMono.ttf', 'dist/png/DejaVuSansMono-Bold.ttf'];
const OWN_FAMILY = 'DejaVu Sans Mono';

/** Fonts of the machine, and the names of the families that are meant where an SVG says `monospace` and `sans-serif`. */
export interface Fonts {
  files: Uint8Array[];
  monospace: string | null;
  sansSerif: string | null;
}

export interface PngWish {
  scale: number;
  /** Finds fonts of the machine for a text. */
  fontsFor(text: string): Promise<Fonts>;
}

let ready: Promise<void> | null = null;

/** Rejects with an `ExportProblem` if the image would be too large. */
export async function png(exhibit: Exhibit, read: ReadOwn, { scale, fontsFor }: PngWish): Promise<Uint8Array> {
  const { document, width, height } = await drawn(exhibit);
  const { across } = orProblem(() => pixelsAt({ width, height }, scale, LIMIT));
  ready ??= read('dist/png/resvg.wasm').then(initWasm);
  const [own, fonts] = await Promise.all([Promise.all(OWN_FONTS.map(read)), fontsFor(document), ready]);
  const monospace = fonts.monospace ?? OWN_FAMILY;
  const picture = new Resvg(document, {
    fitTo: { mode: 'width', value: across },
    font: {
      fontBuffers: [...fonts.files, ...own],
      defaultFontFamily: monospace,
      monospaceFamily: monospace,
      sansSerifFamily: fonts.sansSerif ?? OWN_FAMILY,
    },
  });
  return picture.render().asPng();
}
