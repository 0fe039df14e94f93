/** An SVG document as a PNG, drawn by the browser. */
import { type PixelLimit, pixelsAt } from './graph/pixels';

/** Browsers have no canvas that is larger. */
const LIMIT: PixelLimit = { side: 16_384, area: 2 ** 28 };

/** Rejects with what to do if the image would be too large. */
export async function pngOf(svg: string, width: number, height: number, scale: number): Promise<Uint8Array> {
  const { across, down } = pixelsAt({ width, height }, scale, LIMIT);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = across;
  canvas.height = down;
  canvas.getContext('2d')!.drawImage(image, 0, 0, across, down);
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('There is not enough memory for this image. Choose a smaller scale, or SVG.');
  return new Uint8Array(await blob.arrayBuffer());
}
