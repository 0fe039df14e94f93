/** The list of all keys, over the panel: made of the table that the keys themselves are looked up in. */

import { html, noChange, nothing, type TemplateResult } from 'lit-html';
import { Directive, directive, type ElementPart } from 'lit-html/directive.js';
import { KEY_SECTIONS, type KeyRow, type KeySection, keyName } from '../keys';
import { iconButton, type ViewProps } from './view';

/** Always in the page: a dialog gives the focus back to where it was only if it is closed, not if it goes. */
export function help({ state, act }: ViewProps): TemplateResult {
  return html`<dialog class="help" aria-labelledby="help-title" ${modal(state.help)} @close=${() => act.showHelp(false)}
    @click=${(event: Event) => event.target === event.currentTarget && act.showHelp(false)}>
    ${
      state.help
        ? html`<header><h2 id="help-title">Keyboard</h2>${iconButton('close', 'Close (Escape)', () => act.showHelp(false))}</header>
          <div class="sections">${KEY_SECTIONS.map(section)}</div>`
        : nothing
    }
  </dialog>`;
}

function section({ title, rows }: KeySection): TemplateResult {
  return html`<section><h3>${title}</h3><dl>${rows.map(row)}</dl></section>`;
}

function row({ words, keys }: KeyRow): TemplateResult {
  return html`<div><dt>${words}</dt><dd>${Object.keys(keys).map(key => html`<kbd>${keyName(key)}</kbd>`)}</dd></div>`;
}

class Modal extends Directive {
  override render(_open: boolean): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [open]: [boolean]): typeof noChange {
    // What is in it is rendered after its own tag: only then is there something to focus.
    queueMicrotask(() => {
      if (!(element instanceof HTMLDialogElement) || element.open === open || !element.isConnected) return;
      if (open) element.showModal();
      else element.close();
    });
    return noChange;
  }
}

/** Opens and closes a dialog that keeps the focus in itself. */
const modal = directive(Modal);
