/** The selected value in full; without one, how to read the picture. */

import { nothing, type TemplateResult } from 'lit-html';
import { LAST_STEP } from '../../src/protocol/panel';
import { inspector } from './inspector';
import { legend } from './legend';
import type { ViewProps } from './view';

export function details({ state, act }: ViewProps): TemplateResult | typeof nothing {
  const { detail, selected, picture, sight } = state;
  if (!picture) return nothing;
  if (!detail || detail.node !== selected) {
    return picture.numbers?.step ? nothing : legend(sight?.edges.some(({ hidden }) => hidden) ?? false);
  }
  const { select, showSource, goTo, relate, seek, page } = act;
  return inspector({ detail, lastStep: LAST_STEP, act: { select, showSource, focus: goTo, relate, seek, page } });
}
