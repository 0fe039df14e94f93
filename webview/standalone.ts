/** The panel's entry in a page of its own: the recording is in the page, and so is what answers from it. */

import type { ToPanel } from '../src/protocol/panel';
import { basename } from '../src/recording/basename';
import { decodeAll } from '../src/recording/encode';
import { Recording } from '../src/recording/recording';
import { type PageStart, pageModel } from '../src/view/pageStart';
import { start } from './main';

function embedded<T>(id: string): T {
  const text = document.getElementById(id)?.textContent;
  if (!text) throw new Error(`The page has no embedded ${id}.`);
  return JSON.parse(text) as T;
}

function recordingOfPage(): Recording {
  const bytes = Uint8Array.from(atob(embedded<string>('recording')), char => char.charCodeAt(0));
  return Recording.of(decodeAll(bytes));
}

const root = document.getElementById('app');
if (!root) throw new Error('The page has no element with the id "app".');

const dark = matchMedia('(prefers-color-scheme: dark)').matches;
document.body.classList.add(dark ? 'vscode-dark' : 'vscode-light');

const recording = recordingOfPage();
let listener: (message: ToPanel) => void = () => undefined;
const beginning = embedded<PageStart>('start');
const { model, begin } = pageModel(recording, basename(recording.entry), beginning, message => listener(message));
let stored: unknown;

start(
  root,
  {
    post: message => model.handle(message),
    onMessage: next => {
      listener = next;
      begin();
    },
  },
  {
    workerSource: () => Promise.resolve(embedded('worker')),
    memory: {
      get: () => stored,
      set: value => {
        stored = value;
      },
    },
  },
);
