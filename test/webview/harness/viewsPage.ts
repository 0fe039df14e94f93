/** Single views on a page of their own: shows the data it is given, and keeps what the views report. */

import { render } from 'lit-html';
import { find } from '../../../webview/views/find';
import { inspector } from '../../../webview/views/inspector';
import { related } from '../../../webview/views/related';
import type { Called, Shown } from '../../view/browser/shown';

const called: Called[] = [];
const root = document.getElementById('app')!;

/** Stands for any set of actions. */
function acting<T extends object>(): T {
  return new Proxy({} as T, {
    get:
      (_, name) =>
      (...given: unknown[]) => {
        called.push([String(name), ...given]);
      },
  });
}

function show(shown: Shown): void {
  if (shown.view === 'inspector') {
    render(inspector({ detail: shown.detail, lastStep: 999, act: acting() }), root);
  } else if (shown.view === 'find') {
    const found = shown.found && { ...shown.found, ids: Uint32Array.from(shown.found.ids) };
    render(find({ text: shown.text, found, at: shown.at, act: acting() }), root);
  } else {
    const each = shown.related && { ...shown.related, ids: Uint32Array.from(shown.related.ids) };
    render(related({ related: each, awaiting: shown.awaiting, act: acting() }), root);
  }
}

Object.assign(window, { called, show });
