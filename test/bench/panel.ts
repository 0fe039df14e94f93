/** From the command to the picture in VS Code's window: the neuron lesson. */
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../files';
import type { Comparison } from './comparison';
import { OUTPUT, pythonPicture } from './pythonPicture';
import { Window } from './window';

const NEURON = fs.readFileSync(path.join(ROOT, 'media/lessons/neuron.ts'), 'utf8');
const BIAS = '6.8813735870195432';

export function panel(): Comparison[] {
  return [cold(), warm()];
}

/** In a VS Code that was just started. */
function cold(): Comparison {
  return {
    what: 'the neuron in the panel, first command after the start',
    unit: 'ms',
    ours: {
      name: 'Visualize Graph, cold',
      async measure() {
        const window = await Window.open('neuron.ts', NEURON);
        try {
          return await window.timeVisualize('o', OUTPUT);
        } finally {
          await window.close();
        }
      },
    },
    ...pythonPicture(),
    rounds: 3,
    warmUp: false,
  };
}

/** With the panel open and a number of the script changed before each run. */
function warm(): Comparison {
  let window: Window | undefined;
  let edits = 0;
  return {
    what: 'the neuron in the panel, a number changed',
    unit: 'ms',
    ours: {
      name: 'Visualize Graph, warm',
      async measure() {
        if (!window) {
          window = await Window.open('neuron.ts', NEURON);
          await window.timeVisualize('o', OUTPUT);
        }
        // The products are −6, so this is what n shows.
        const n = ++edits / 8;
        await window.replaceText(NEURON.replace(BIAS, String(6 + n)));
        return window.timeVisualize('n', String(n));
      },
    },
    ...pythonPicture(),
    rounds: 5,
    warmUp: true,
    close: async () => window?.close(),
  };
}
