/** An SVG document as a PNG, drawn by the browser. */

/** Browsers have no canvas that is larger, in pixels: a side, and the whole. */
const MOST_SIDE = 16_384;
const MOST_AREA = 2 ** 28;

/** Rejects with what to do if the image would be too large. */
export async function pngOf(svg: string, width: number, height: number, scale: number): Promise<Uint8Array> {
  const [across, down] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  if (Math.max(across, down) > MOST_SIDE || across * down > MOST_AREA) throw new Error(tooLarge(width, height, scale));
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

function tooLarge(width: number, height: number, scale: number): string {
  const size = `${Math.ceil(width * scale)} × ${Math.ceil(height * scale)}`;
  const most = Math.min(MOST_SIDE / Math.max(width, height), Math.sqrt(MOST_AREA / (width * height)));
  const advice = most >= 1 ? 'Choose a smaller scale, or SVG' : 'Close some groups, or choose SVG';
  return `At ${scale}× the picture has ${size} pixels, more than an image may have. ${advice}.`;
}
