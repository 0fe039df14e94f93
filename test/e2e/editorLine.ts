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

interface Place {
  x: number;
  y: number;
}

interface EditorLine {
  text: string;
  decorations: Decoration[];
  /** Middles of the places of the word asked for, on the screen. */
  places: Place[];
}

/** Elements further apart than this are on different lines. */
const SAME_LINE_PX = 4;

/** Text of the line, which counts from 1 and must be in view. */
export async function textOfLine(page: Page, line: number): Promise<string> {
  return (await readLine(page, line)).text;
}

/** Decorations of the line that extensions made. */
export async function decorationsOfLine(page: Page, line: number): Promise<Decoration[]> {
  return (await readLine(page, line)).decorations;
}

/**
 * Middle of the first such word of the line, on the screen; waits until the line shows it. A whole word: the `o` in
 * `const o` is the second one. Each token of the highlighted text is looked at alone.
 */
export async function wordAt(page: Page, line: number, word: string): Promise<Place> {
  return until(`"${word}" in line ${line}`, async () => (await readLine(page, line, word)).places[0]);
}

async function readLine(page: Page, line: number, word = ''): Promise<EditorLine> {
  const pattern = `(?<![\\w$])${word.replace(/[^\w\s]/g, '\\$&')}(?![\\w$])`;
  const found = await page
    .locator(SELECTORS.editor)
    .first()
    .evaluate(readInPage, { line, word, pattern, selectors: SELECTORS, near: SAME_LINE_PX });
  if (!found) throw new Error(`Line ${line} is not in view.`);
  return found;
}

interface Question {
  line: number;
  word: string;
  pattern: string;
  selectors: Pick<typeof SELECTORS, 'line' | 'lineNumber' | 'decoration'>;
  near: number;
}

/** Runs in the page, in one go, for the lines may move at any time; null if the line is not in view. */
function readInPage(editor: Element, { line, word, pattern, selectors, near }: Question): EditorLine | null {
  const number = [...editor.querySelectorAll(selectors.lineNumber)].find(each => each.textContent === String(line));
  if (!number) return null;
  const top = number.getBoundingClientRect().y;
  const [lines, decorations] = [selectors.line, selectors.decoration].map(selector =>
    [...editor.querySelectorAll(selector)].filter(each => Math.abs(each.getBoundingClientRect().y - top) < near),
  );
  const places: Place[] = [];
  const texts = document.createTreeWalker(lines[0] ?? document.createElement('i'), NodeFilter.SHOW_TEXT);
  while (word && texts.nextNode()) {
    const node = texts.currentNode;
    const start = (node.nodeValue ?? '').replaceAll('\u00a0', ' ').search(pattern);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + word.length);
    const box = range.getBoundingClientRect();
    places.push({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  }
  return {
    text: lines
      .map(each => each.textContent ?? '')
      .join('')
      .replaceAll('\u00a0', ' '),
    decorations: decorations.map(each => ({
      background: getComputedStyle(each).backgroundColor,
      image: getComputedStyle(each).backgroundImage,
      after: getComputedStyle(each, '::after').content,
    })),
    places,
  };
}
