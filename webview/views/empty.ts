/** The panel before its first picture: what to write. */

import { html, nothing, type TemplateResult } from 'lit-html';
import { button, type ViewProps } from './view';

const EXAMPLE = `import { Value } from 'tapelens';

const a = new Value(2);
const b = new Value(-3);
const L = (a * b).tanh();
L.backward();`;

export function empty({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const words = state.status.empty;
  if (state.picture || words === null || state.status.state === 'running') return nothing;
  return html`<div class="empty">
    <h2>No computation graph yet</h2>
    <p>${words}</p>
    <pre tabindex="0" aria-label="Example"><code>${EXAMPLE}</code></pre>
    ${state.status.fromFile ? nothing : button('Visualize', () => act.post({ type: 'run' }), { icon: 'play' })}
  </div>`;
}
