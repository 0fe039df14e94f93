/** The panel's entry in a webview: the editor's channel and memory, the worker's text from the page's own address. */

import type { ToPanel } from '../src/protocol/panel';
import { start } from './main';

interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

const api = acquireVsCodeApi();
const root = document.getElementById('app');
if (!root) throw new Error('The page has no element with the id "app".');
const workerAddress = root.dataset.worker ?? '';

start(
  root,
  {
    post: message => api.postMessage(message),
    onMessage: listener => window.addEventListener('message', event => listener(event.data as ToPanel)),
  },
  {
    workerSource: async () => {
      const response = await fetch(workerAddress);
      if (!response.ok) throw new Error(`The layout worker's text could not be read: ${response.status}.`);
      return response.text();
    },
    memory: {
      get: () => api.getState(),
      // With the document's name the editor can bring the panel back after a reload of its window.
      set: value => api.setState({ ...(value as object), document: root.dataset.document }),
    },
  },
);
