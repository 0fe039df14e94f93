/** A window on the numbers of a tensor as a table with its indices, moved by buttons and keys. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { NumberTable, TableWindow } from '../../src/protocol/detail';
import { formatCount } from '../../src/recording/format';
import { iconButton } from './view';

export function table(shown: NumberTable, page: (window: TableWindow) => void): TemplateResult {
  const { window, rows, columns, cells, leads, hasGrad } = shown;
  const { row, column, height, width, of } = window;
  const label = `${of}, ${span('rows', row, height, rows)}, ${span('columns', column, width, columns)}`;
  return html`<div class="number-table">
    <div class="table-head">
      ${hasGrad ? html`<div class="segments" role="group" aria-label="Numbers of">${(['data', 'grad'] as const).map(each => choice(each, window, page))}</div>` : nothing}
      ${leads.map((size, i) => leadIndex(i, size, window, page))}
    </div>
    <div class="scroll-x" role="group" tabindex="0" aria-label="${label}; arrow keys, Page Up, Page Down, Home and End move it"
      @keydown=${(event: KeyboardEvent) => onKey(event, shown, page)}>
      <table>
        <thead><tr><td class="index of-row"></td>${cells[0].map((_, x) => html`<th scope="col" class="index">${column + x}</th>`)}</tr></thead>
        <tbody>${cells.map((line, y) => html`<tr><th scope="row" class="index of-row">${row + y}</th>${line.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody>
      </table>
    </div>
    ${rows > height ? pager('row', row, height, rows, to => page({ ...window, row: to })) : nothing}
    ${columns > width ? pager('column', column, width, columns, to => page({ ...window, column: to })) : nothing}
  </div>`;
}

/** `rows 0–7 of 32`. */
function span(name: string, from: number, count: number, total: number): string {
  return `${name} ${formatCount(from)}–${formatCount(from + count - 1)} of ${formatCount(total)}`;
}

function choice(of: 'data' | 'grad', window: TableWindow, page: (window: TableWindow) => void): TemplateResult {
  return html`<button type="button" class="segment" aria-pressed=${window.of === of} @click=${() => page({ ...window, of })}>${of}</button>`;
}

/** The index along a dimension that is not in the matrix. */
function leadIndex(i: number, size: number, window: TableWindow, page: (window: TableWindow) => void): TemplateResult {
  const choose = (event: Event) => {
    const index = Number((event.target as HTMLInputElement).value);
    page({ ...window, lead: window.lead.with(i, Math.min(Math.max(0, Math.trunc(index)), size - 1)) });
  };
  return html`<label class="lead">dim ${i} <input type="number" min="0" max=${size - 1} .value=${live(String(window.lead[i]))} @change=${choose}> of ${formatCount(size)}</label>`;
}

function pager(what: 'row' | 'column', from: number, count: number, total: number, go: (to: number) => void) {
  const [back, on] = what === 'row' ? ['chevron-up', 'chevron-down'] : ['chevron-left', 'chevron-right'];
  return html`<div class="pager">
    ${iconButton(back, `Previous ${what}s`, () => go(Math.max(0, from - count)), { disabled: from === 0 })}
    ${iconButton(on, `Next ${what}s`, () => go(from + count), { disabled: from + count >= total })}
    <span>${span(`${what}s`, from, count, total)}</span>
  </div>`;
}

/** Where a key moves the window; null: it is not one of these keys. */
export function movedBy(
  key: string,
  { window, rows, columns }: Pick<NumberTable, 'window' | 'rows' | 'columns'>,
): TableWindow | null {
  const { row, column, height, width } = window;
  const to = (nextRow: number, nextColumn: number): TableWindow => ({
    ...window,
    row: Math.min(Math.max(0, nextRow), rows - height),
    column: Math.min(Math.max(0, nextColumn), columns - width),
  });
  switch (key) {
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'PageUp':
      return to(row - height, column);
    case 'PageDown':
      return to(row + height, column);
    case 'Home':
      return to(0, 0);
    case 'End':
      return to(rows, columns);
    default:
      return null;
  }
}

function onKey(event: KeyboardEvent, shown: NumberTable, page: (window: TableWindow) => void): void {
  const moved = event.ctrlKey || event.metaKey || event.altKey ? null : movedBy(event.key, shown);
  if (moved === null) return;
  event.preventDefault();
  event.stopPropagation();
  const { window } = shown;
  if (moved.row !== window.row || moved.column !== window.column) page(moved);
}
