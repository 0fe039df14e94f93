/** The row of controls that walks through a backward pass. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { LAST_STEP } from '../../src/protocol/panel';
import { formatCount } from '../../src/recording/format';
import { cursorOf, passCount } from '../state/cursor';
import { iconButton, type ViewProps } from './view';

const SPEEDS = [0.5, 1, 2, 4, 8];

export function stepper(props: ViewProps): TemplateResult | typeof nothing {
  const { state, act } = props;
  if (!state.picture || state.picture.graph.total === 0) return nothing;
  const passes = passCount(state);
  if (passes === 0) {
    return html`<div class="stepper"><span class="hint">No backward pass in this run: call <code>backward()</code> on the result to step through its gradients.</span></div>`;
  }
  const { pass } = cursorOf(state);
  const steps = pass < 0 ? 0 : (state.values?.steps ?? 0);
  const step = Math.min(cursorOf(state).step, steps);
  const [atStart, atEnd] = [pass >= 0 && step === 0, pass >= 0 && step === steps];
  return html`<div class="stepper" role="group" aria-label="Backward pass">
    ${iconButton('debug-reverse-continue', 'First step (Home)', () => act.step(-LAST_STEP), { disabled: atStart })}
    ${iconButton('debug-step-back', 'Previous step (Left)', () => act.step(-1), { disabled: atStart })}
    ${iconButton(state.playing ? 'debug-pause' : 'play', state.playing ? 'Pause (Space)' : 'Play (Space)', act.togglePlay, { role: 'play' })}
    ${iconButton('debug-step-over', 'Next step (Right)', () => act.step(1), { disabled: atEnd })}
    ${iconButton('debug-continue', 'Last step (End)', () => act.step(LAST_STEP), { disabled: atEnd })}
    <input type="range" class="step-slider" min="0" max=${steps} .value=${live(String(step))} ?disabled=${pass < 0}
      aria-label="Step" aria-valuetext=${position(pass, step, steps)}
      @input=${(event: Event) => act.seek({ pass, step: Number((event.target as HTMLInputElement).value) })} />
    <span class="position">${position(pass, step, steps)}</span>
    ${speedChooser(props)}
  </div>`;
}

function position(pass: number, step: number, steps: number): string {
  return pass < 0 ? 'after the run' : `step ${formatCount(step)} of ${formatCount(steps)}`;
}

function speedChooser({ state, act }: ViewProps): TemplateResult {
  return html`<select class="select speed" title="Speed" aria-label="Speed"
    @change=${(event: Event) => act.setSpeed(Number((event.target as HTMLSelectElement).value))}>
    ${SPEEDS.map(speed => html`<option value=${speed} ?selected=${speed === state.speed}>${speed}×</option>`)}
  </select>`;
}
