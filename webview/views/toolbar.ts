/** The panel's top row: what is shown, whole tape or one pass, how ops are drawn, run again. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { formatCount } from '../../src/recording/format';
import { cursorOf, passCount } from '../state/cursor';
import { iconButton, type ViewProps } from './view';

export function toolbar(props: ViewProps): TemplateResult {
  const { state, act } = props;
  const asNodes = state.opStyle === 'node';
  const running = state.status.state === 'running';
  return html`<header class="toolbar">
    <span class="title" title=${state.status.title}>${state.status.title}</span>
    ${passChooser(props)}
    <span class="spacer"></span>
    ${iconButton('search', 'Find values (/)', () => (state.search ? act.closeSearch() : act.openSearch()), {
      pressed: state.search !== null,
      disabled: !state.picture,
      role: 'search',
    })}
    ${iconButton(
      'type-hierarchy-sub',
      asNodes ? 'Draw operations as badges' : 'Draw operations as nodes of their own',
      act.toggleOpStyle,
      { pressed: asNodes, role: 'op-style' },
    )}
    ${iconButton('keyboard', 'Keyboard (?)', () => act.showHelp(true), { role: 'keys' })}
    ${iconButton('export', 'Export…', () => act.post({ type: 'export' }), { disabled: !state.picture, role: 'export' })}
    ${state.status.fromFile ? nothing : iconButton('refresh', 'Run again', () => act.post({ type: 'run' }), { disabled: running, role: 'run' })}
  </header>`;
}

function passChooser({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const passes = passCount(state);
  if (passes === 0 || !state.picture) return nothing;
  const { pass } = cursorOf(state);
  const whole = pass < 0;
  const shown = whole ? passes - 1 : pass;
  const name = passes === 1 ? 'Backward pass' : `Pass ${formatCount(shown + 1)} of ${formatCount(passes)}`;
  return html`<div class="segments" role="group" aria-label="What the numbers show">
    <button type="button" class="segment" aria-pressed=${whole} @click=${() => act.showPass(-1)}
      title="The numbers as the run left them">Whole tape</button>
    <button type="button" class="segment" aria-pressed=${!whole} @click=${() => act.showPass(shown)}
      title="The numbers of one backward pass, step by step">${name}</button>
    ${
      passes > 1
        ? html`${iconButton('chevron-left', 'Previous pass', () => act.showPass(shown - 1), { disabled: whole || shown === 0 })}
          ${iconButton('chevron-right', 'Next pass', () => act.showPass(shown + 1), { disabled: whole || shown === passes - 1 })}`
        : nothing
    }
  </div>`;
}
