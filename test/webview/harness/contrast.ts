/** How readable a picture's texts are, measured on the page. */

/** Contrast of the texts of cards, badges and tags with what they stand on: 1 to 21. */
export function contrasts(): { role: string; ratio: number }[] {
  const channels = (color: string): number[] => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (color: string): number => {
    const [r, g, b] = channels(color).map(v =>
      v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const fill = (selector: string): string => getComputedStyle(document.querySelector(`.tl-graph ${selector}`)!).fill;
  const pairs = [
    ['.label', '.head'],
    ['.data-number', '.card'],
    ['.heading', '.card'],
    ['.grad-number.final', '.grad-part.final'],
    ['.grad-heading', '.grad-part.final'],
    ['.not-yet', '.card'],
    ['.badge-text', '.badge'],
    ['.tag-text', '.tag'],
    ['.is-stepped .badge-text', '.is-stepped .badge'],
  ];
  return pairs.map(([text, ground]) => {
    const [a, b] = [luminance(fill(text)), luminance(fill(ground))].sort((x, y) => y - x);
    return { role: text, ratio: (a + 0.05) / (b + 0.05) };
  });
}
