/** The selected value as the graph's message tells it, until the panel asks for more; without one, how to read the picture. */

import { html, nothing, type TemplateResult } from 'lit-html';
import type { Graph, ViewNode, ViewTensor } from '../../src/protocol/panel';
import { edgesInto } from '../graph/ports';
import { readingAt } from '../graph/svg';
import { nodeName, stateWords } from '../terms';
import { legend } from './legend';
import { tensorNumbers } from './tensor';
import { iconButton, type ViewProps } from './view';

export function selection(props: ViewProps): TemplateResult | typeof nothing {
  const { state, act } = props;
  const { picture, selected } = state;
  if (!picture) return nothing;
  const index = picture.graph.nodes.findIndex(node => node.id === selected);
  if (index < 0) return state.picture?.values?.step ? nothing : legend();
  const node = picture.graph.nodes[index];
  const reading = readingAt(picture.graph, picture.values, index);
  return html`<section class="inspector" aria-label="Selected value">
    <header>
      <h2>${nodeName(node)}</h2>
      <span class="kind">${kindWords(node)}</span>
      ${iconButton('close', 'Deselect (Escape)', () => act.select(null))}
    </header>
    <dl>
      ${node.tensor === null ? nothing : row('tensor', html`${tensorWords(node.tensor)}`)}
      ${row('data', html`<span class="figure">${reading.data}</span>`)}
      ${row(
        'grad',
        html`${reading.state === 'reached' || reading.state === 'final' ? html`<span class="figure grad">${reading.grad}</span>` : nothing}
          <span class="state ${reading.state}">${stateWords(node, reading.state)}</span>`,
      )}
      ${node.kind === 'op' ? row('inputs', inputs(props, picture.graph, node)) : nothing}
      ${node.scope.length > 0 ? row('scope', html`${node.scope.join(' › ')}`) : nothing}
      ${
        node.place === ''
          ? nothing
          : row(
              'place',
              html`<button type="button" class="link" title="Show in the editor" @click=${() => act.select(node.id)}>${node.place}</button>`,
            )
      }
    </dl>
    ${state.tensor?.node === node.id ? tensorNumbers(state.tensor) : nothing}
  </section>`;
}

function kindWords(node: ViewNode): string {
  if (node.kind === 'op') return `${node.symbol} ${node.opName === node.symbol ? '' : node.opName}`.trim();
  if (node.tensor?.requiresGrad) return 'parameter';
  return node.kind === 'constant' ? 'constant' : 'leaf: no operation made it';
}

/** `32×6, float32, AddBackward`. */
function tensorWords({ shape, dtype, gradFn }: ViewTensor): string {
  return [shape === '' ? 'a single number' : shape, dtype, gradFn].filter(word => word !== '').join(', ');
}

function row(name: string, content: TemplateResult): TemplateResult {
  return html`<div class="row"><dt>${name}</dt><dd>${content}</dd></div>`;
}

function inputs({ act }: ViewProps, graph: Graph, node: ViewNode): TemplateResult {
  const byId = new Map(graph.nodes.map(other => [other.id, other]));
  const edges = edgesInto(graph).get(node.id) ?? [];
  return html`${edges.map(({ source }) => {
    const input = byId.get(source);
    if (!input) return nothing;
    return html`<button type="button" class="link" @click=${() => act.select(source)}>${nodeName(input)}</button> `;
  })}${node.hiddenInputs > 0 ? html`<button type="button" class="link" @click=${() => act.focusPart(node.id)}>+${node.hiddenInputs} not shown</button>` : nothing}`;
}
