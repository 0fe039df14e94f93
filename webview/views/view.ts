/** What every view gets, and the small parts that they share. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Actions } from '../actions';
import type { State } from '../store';

/** A view is a function of these; it keeps nothing. */
export interface ViewProps {
  state: State;
  act: Actions;
}

/** An icon of the editor's icon font; decoration only. */
export function icon(name: string): TemplateResult {
  return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}

/** A button with an icon alone: its name is its tooltip. */
export function iconButton(
  name: string,
  label: string,
  onClick: () => void,
  options: { disabled?: boolean; pressed?: boolean; role?: string } = {},
): TemplateResult {
  const { disabled = false, pressed, role = '' } = options;
  return html`<button
    type="button"
    class="icon-button ${role}"
    title=${label}
    aria-label=${label}
    aria-pressed=${pressed ?? nothing}
    ?disabled=${disabled}
    @click=${onClick}
  >${icon(name)}</button>`;
}
