/** Asks axe-core what of a page people with disabilities cannot use. */

import axe, { type AxeResults } from 'axe-core';
import type { Locator } from 'playwright-core';

interface WithAxe {
  axe: {
    configure(spec: object): void;
    run(context: Element, options: object): Promise<AxeResults>;
  };
}

/** Each violation in one line, with the elements; none is what is wanted. `root`: the body of a page or of a webview. */
export async function violationsIn(root: Locator): Promise<string[]> {
  // As text in a function, for a page's policy forbids code from text.
  await root.evaluate(new Function(axe.source) as () => void);
  const { violations } = await root.evaluate((element, rules) => {
    const { axe } = window as unknown as WithAxe;
    axe.configure({ rules });
    return axe.run(element, { resultTypes: ['violations'] });
  }, RULES);
  return violations.map(({ id, help, nodes }) => {
    return `${id}: ${help}: ${nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${html} (${failureSummary})`)
      .join('; ')}`;
  });
}

/**
 * All rules hold, the best practices as well. But one compares a name with all texts in the element without a space
 * between: of a card those are its label, headings and numbers, and its tooltip. access.test.ts holds the label against it.
 */
const RULES = [{ id: 'label-content-name-mismatch', selector: ':not([role="treeitem"])' }];
