/** The exporters that need neither a layout nor a canvas: the same in the command line and in the editor. */
import { dot } from './dot';
import type { Exhibit } from './exhibit';
import type { Format } from './formats';
import { html, type ReadOwn } from './html';
import { json } from './json';
import { mermaid } from './mermaid';
import { tapelens } from './tapelens';
import { text } from './text';

type Result = string | Uint8Array | Promise<string>;

/** @param read - Reads the product's own files, for a page. */
export type Exporter = (exhibit: Exhibit, read: ReadOwn) => Result;

export const EXPORTERS: Record<Exclude<Format, 'svg' | 'png'>, Exporter> = {
  text,
  json,
  dot,
  mermaid,
  html,
  tapelens,
};
