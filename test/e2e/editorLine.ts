/**
 * What stands at one line of the editor. Monaco has no element that holds all of a line: numbers, text and decorations
 * are layers, and what belongs together stands at the same height.
 */
import type { Page } from 'playwright-core';
import { SELECTORS } from './selectors';
import { until } from './until';

/** What a decoration looks like; the class names that VS Code gives to an extension's are generated. */
export interface Decoration {
  background: string;
  image: string;
  /** Text drawn after the decorated range, quoted as in CSS. */
  after: string;
}

/** Elements further apart than this are on different lines. */
const SAME_LINE_PX = 4;

/** Text of the line, which counts from 1 and must be in view. */
export async function textOfLine(page: Page, line: number): Promise<string> {
  const top = await topOfLine(page, line);
  const texts = await page
    .locator(`${SELECTORS.editor} ${SELECTORS.line}`)
    .evaluateAll(
      (lines, { top, near }) =>
        lines.filter(each => Math.abs(each.getBoundingClientRect().y - top) < near).map(each => each.textContent ?? ''),
      { top, near: SAME_LINE_PX },
    );
  return texts.join('').replaceAll('\u00a0', ' ');
}

/** Decorations of the line that extensions made. */
export async function decorationsOfLine(page: Page, line: number): Promise<Decoration[]> {
  const top = await topOfLine(page, line);
  return page.locator(`${SELECTORS.editor} [class*="ced-"]`).evaluateAll(
    (elements, { top, near }) =>
      elements
        .filter(each => Math.abs(each.getBoundingClientRect().y - top) < near)
        .map(each => ({
          background: getComputedStyle(each).backgroundColor,
          image: getComputedStyle(each).backgroundImage,
          after: getComputedStyle(each, '::after').content,
        })),
    { top, near: SAME_LINE_PX },
  );
}

/**
 * Middle of the first such word of the line, on the screen; waits until the line shows it. A whole word: the `o` in
 * `const o` is the second one. Each token of the highlighted text is looked at alone.
 */
export async function wordAt(page: Page, line: number, word: string): Promise<{ x: number; y: number }> {
  return until(`"${word}" in line ${line}`, async () => {
    const top = await topOfLine(page, line);
    const places = await page.locator(`${SELECTORS.editor} ${SELECTORS.line}`).evaluateAll(findWord, {
      top,
      near: SAME_LINE_PX,
      word,
      pattern: `(?<![\\w$])${word.replace(/[^\w\s]/g, '\\$&')}(?![\\w$])`,
    });
    return places[0];
  });
}

/** Runs in the page: middles of the word's places in the lines at this height, in order. */
function findWord(
  lines: Element[],
  at: { top: number; near: number; word: string; pattern: string },
): { x: number; y: number }[] {
  const places: { x: number; y: number }[] = [];
  for (const line of lines) {
    if (Math.abs(line.getBoundingClientRect().y - at.top) >= at.near) continue;
    const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const start = (node.nodeValue ?? '').replaceAll('\u00a0', ' ').search(at.pattern);
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + at.word.length);
      const box = range.getBoundingClientRect();
      places.push({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
    }
  }
  return places;
}

/** Height at which the line stands. */
async function topOfLine(page: Page, line: number): Promise<number> {
  const numbers = page.locator(`${SELECTORS.editor} ${SELECTORS.lineNumber}`, { hasText: new RegExp(`^${line}$`) });
  const box = await numbers.first().boundingBox();
  if (!box) throw new Error(`Line ${line} is not in view.`);
  return box.y;
}
