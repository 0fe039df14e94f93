/** What every view gets, and the small parts that they share. */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Actions } from '../actions';
import type { State } from '../state/state';

/** A view is a function of these; it keeps nothing. */
export interface ViewProps {
  state: State;
  act: Actions;
}

/** An icon of the editor's icon font; decoration only. In the page's own tree, where the page's style sheet reaches it. */
export function icon(name: string, slot = ''): TemplateResult {
  return html`<span class="codicon codicon-${name}" slot=${slot === '' ? nothing : slot} aria-hidden="true"></span>`;
}

/**
 * A button with an icon alone: its name is its tooltip. Not the library's toolbar button, which can be neither disabled
 * nor pressed. Disabled it does nothing and looks like it, but keeps the focus: a step to the end would lose it otherwise. The component sets
 * its tabindex later than a dialog looks for what to focus.
 */
export function iconButton(
  name: string,
  label: string,
  onClick: () => void,
  options: { disabled?: boolean; pressed?: boolean; role?: string } = {},
): TemplateResult {
  const { disabled = false, pressed, role = '' } = options;
  return html`<vscode-button class="icon-button ${role}" tabindex="0" icon-only title=${label} aria-label=${label}
    aria-pressed=${pressed ?? nothing} aria-disabled=${disabled ? 'true' : nothing}
    @click=${disabled ? nothing : onClick}>${icon(name)}</vscode-button>`;
}

/** A button with words. */
export function button(
  words: string,
  onClick: () => void,
  options: { icon?: string; secondary?: boolean; role?: string } = {},
): TemplateResult {
  const { secondary = false, role = '' } = options;
  return html`<vscode-button class="button ${secondary ? 'secondary' : ''} ${role}" tabindex="0" ?secondary=${secondary}
    @click=${onClick}>${options.icon === undefined ? nothing : icon(options.icon, 'content-before')}${words}</vscode-button>`;
}

/** How far something is that nobody can tell the end of. */
export function progressBar(label: string): TemplateResult {
  return html`<vscode-progress-bar class="progress-bar" indeterminate aria-label=${label}></vscode-progress-bar>`;
}
