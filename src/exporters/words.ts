/** What stands in the boxes of formats that are text: the same words as in the picture. */
import type { Reading } from '../../webview/graph/draw';
import { countWords } from '../../webview/graph/measure';
import { blank, type Numbers } from '../../webview/graph/numbers';
import { NOT_YET } from '../../webview/terms';
import type { ClosedBox, ReferenceBox, ValueBox } from './resolved';

export function valueLines({ id, node }: ValueBox, numbers: Numbers | null): string[] {
  const { label } = numbers?.named(id, node) ?? node;
  const head = [label, node.tensor?.shape ?? ''].filter(part => part !== '');
  return [...head, ...numberLines(numbers?.reading(id, node) ?? blank(node))];
}

/** A label, or the number of a constant. */
export function referenceLine({ user, input, node }: ReferenceBox, numbers: Numbers | null): string {
  const id = numbers?.referred(user, input);
  const { label } = numbers?.named(id, node) ?? node;
  return label === '' ? (numbers?.reading(id, node) ?? blank(node)).data : label;
}

export function closedLines({ item, result }: ClosedBox, numbers: Numbers | null): string[] {
  const reading = numbers?.resultReading(result);
  return [item.name, countWords(item), ...(reading === undefined || reading.data === '' ? [] : numberLines(reading))];
}

function numberLines({ data, grad, state }: Reading): string[] {
  return state === 'none' ? [`data ${data}`] : [`data ${data}`, `grad ${grad || NOT_YET}`];
}
