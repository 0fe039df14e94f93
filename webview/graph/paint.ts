/** Colours and fonts of every role of shape: one style sheet for the panel and for exported files. */

import { METRICS } from './measure';

/** The names of the picture's colours; in the panel `--tl-<name>`, from the editor's theme. */
export const COLOURS = [
  'background',
  'card',
  'border',
  'head',
  'text',
  'muted',
  'edge',
  'badge',
  'badge-border',
  'badge-text',
  'grad',
  'grad-fill',
  'grad-text',
  'step',
  'step-text',
  'select',
  'lit',
  'alarm',
  'alarm-text',
] as const;

export type Colour = (typeof COLOURS)[number];
export type Theme = Record<Colour, string>;

/** For files, which stand on white paper. */
export const lightTheme: Theme = {
  background: '#ffffff',
  card: '#ffffff',
  border: '#b8bec6',
  head: '#eef1f5',
  text: '#1f2328',
  muted: '#656d76',
  edge: '#8b949e',
  badge: '#24517f',
  'badge-border': '#ffffff',
  'badge-text': '#ffffff',
  grad: '#b4590a',
  'grad-fill': '#fdeedd',
  'grad-text': '#8a4204',
  step: '#c2570c',
  'step-text': '#ffffff',
  select: '#005fb8',
  lit: '#7a3fb0',
  alarm: '#c4232b',
  'alarm-text': '#ffffff',
};

export const FILE_FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
export const FILE_HEADING_FONT = "system-ui, 'Segoe UI', Helvetica, 'DejaVu Sans', sans-serif";

/** The fill of a grad that is still being added to. */
export const HATCH =
  '<pattern id="tl-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">' +
  '<path class="hatch" d="M0,0V6"/></pattern>';

/** The rules for the shapes' roles; `colour` gives each colour as CSS wants it. */
export function graphStyles(colour: (name: Colour) => string, font: string, headingFont: string): string {
  const c = Object.fromEntries(COLOURS.map(name => [name, colour(name)])) as Theme;
  const m = METRICS;
  return `
.tl-graph text { font-family: ${font}; font-variant-numeric: tabular-nums; fill: ${c.text}; white-space: pre; }
.tl-graph .edge { fill: none; stroke: ${c.edge}; stroke-width: 1.4; }
.tl-graph .edge.is-hidden { stroke-dasharray: 2 4; stroke-opacity: 0.8; }
.tl-graph .edge.is-found { stroke: ${c.lit}; stroke-width: 2.4; }
.tl-graph .edge.is-selected { stroke: ${c.select}; stroke-width: 2.4; }
.tl-graph .edge.is-stepped { stroke: ${c.step}; stroke-width: 2.6; stroke-dasharray: 7 5; }
.tl-graph .card { fill: ${c.card}; stroke: none; }
.tl-graph .card-outline { fill: none; stroke: ${c.border}; stroke-width: 1.1; }
.tl-graph .head { fill: ${c.head}; }
.tl-graph .label { font-size: ${m.labelFont}px; font-weight: 700; }
.tl-graph .shape { font-size: ${m.shapeFont}px; fill: ${c.muted}; }
.tl-graph .parameter-mark { fill: none; stroke: ${c.badge}; stroke-width: 4; stroke-linecap: round; }
.tl-graph .number { font-size: ${m.numberFont}px; }
.tl-graph .heading { font-family: ${headingFont}; font-size: ${m.headingFont}px; fill: ${c.muted}; }
.tl-graph .grad-heading { fill: ${c['grad-text']}; }
.tl-graph .grad-part.final { fill: ${c['grad-fill']}; }
.tl-graph .grad-part.reached { fill: url(#tl-hatch); }
.tl-graph .hatch { stroke: ${c['grad-fill']}; stroke-width: 6; }
.tl-graph .grad-number { fill: ${c['grad-text']}; }
.tl-graph .grad-number.final { font-weight: 700; }
.tl-graph .hollow { fill: none; stroke: ${c.muted}; stroke-width: 1; stroke-dasharray: 3 2.5; opacity: 0.75; }
.tl-graph .not-yet { font-size: 10px; font-style: italic; fill: ${c.muted}; }
.tl-graph .constant .card { fill: ${c.background}; }
.tl-graph .constant .card-outline { stroke-dasharray: none; stroke-width: 0.8; }
.tl-graph .constant-number { font-size: ${m.constantFont}px; fill: ${c.muted}; }
.tl-graph .badge { fill: ${c.badge}; stroke: ${c['badge-border']}; stroke-width: 2; }
.tl-graph .badge-text { font-size: ${m.badgeFont}px; font-weight: 700; fill: ${c['badge-text']}; }
.tl-graph .is-stepped .badge { fill: ${c.step}; }
.tl-graph .is-stepped .badge-text { fill: ${c['step-text']}; }
.tl-graph .reference-card { fill: ${c.background}; stroke: ${c.border}; stroke-width: 1; stroke-dasharray: 2.5 2; }
.tl-graph .reference-text { font-size: ${m.referenceFont}px; fill: ${c.muted}; }
.tl-graph .frame { fill: ${c.card}; fill-opacity: 0.55; stroke: none; }
.tl-graph .cell-frame { fill: none; stroke: ${c.border}; stroke-width: 1.1; }
.tl-graph .stack-card { fill: ${c.card}; stroke: ${c.border}; stroke-width: 1; }
.tl-graph .fold-head { fill: ${c.head}; }
.tl-graph .is-open > .fold-head { fill-opacity: 0.55; }
.tl-graph .fold-arrow { fill: ${c.muted}; }
.tl-graph .fold-name { font-size: ${m.nameFont}px; font-weight: 700; }
.tl-graph .fold-count { font-size: ${m.countFont}px; fill: ${c.muted}; }
.tl-graph .fold-button { fill: transparent; stroke: none; }
.tl-graph .fold-icon { fill: none; stroke: ${c.text}; stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.tl-graph .is-found .card-outline, .tl-graph .is-found .reference-card { stroke: ${c.lit}; stroke-width: 2.4; }
.tl-graph .link-line { fill: none; stroke: ${c.select}; stroke-width: 1.4; stroke-dasharray: 3 3; opacity: 0.8; }
.tl-graph .link-end { fill: none; stroke: ${c.select}; stroke-width: 1.6; }
.tl-graph .step-glow { fill: ${c.step}; opacity: 0.22; }
.tl-graph .step-outline { fill: none; stroke: ${c.step}; stroke-width: 2.2; }
.tl-graph .selection { fill: none; stroke: ${c.select}; stroke-width: 2.4; }
.tl-graph .lit { fill: none; stroke: ${c.lit}; stroke-width: 2.4; stroke-linecap: round; stroke-linejoin: round; }
.tl-graph .alarm-outline { fill: none; stroke: ${c.alarm}; stroke-width: 2.4; }
.tl-graph .is-found > .alarm-outline { stroke: ${c.lit}; }
.tl-graph .alarm-sign { fill: ${c.alarm}; stroke: ${c.background}; stroke-width: 1.5; stroke-linejoin: round; paint-order: stroke; }
.tl-graph .alarm-mark { fill: none; stroke: ${c['alarm-text']}; stroke-width: 2; stroke-linecap: round; }
.tl-graph .tag { fill: ${c.step}; stroke: ${c.background}; stroke-width: 1.5; paint-order: stroke; }
.tl-graph .tag-text { font-size: 11.5px; font-weight: 700; fill: ${c['step-text']}; }
`;
}
