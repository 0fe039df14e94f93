/** The peer that draws the neuron: Python and graphviz, from nothing to an SVG file. */
import fs from 'node:fs';
import path from 'node:path';
import { makeTemporary, removeTemporary } from '../testHost/temporary';
import type { Contender } from './comparison';
import { runProgram } from './program';
import { findDot, findPython, scriptArguments } from './python';

/** What every picture of the neuron must contain: its output. */
export const OUTPUT = '0.7071';

/** The peer, or why there is none. */
export function pythonPicture(): { peers: Contender[]; absent: string[] } {
  const python = findPython();
  const dot = findDot();
  if (!python) return { peers: [], absent: ['no Python installed to compare with'] };
  if (!dot) return { peers: [], absent: ['no graphviz installed to compare with'] };
  const drawing = python.graphviz ? `graphviz ${python.graphviz}, dot ${dot}` : `dot ${dot}`;
  return {
    peers: [
      {
        name: `${python.name} (${drawing})`,
        measure: () => timePicture(out => runProgram(python.command, scriptArguments('neuron.py', out))),
      },
    ],
    absent: [],
  };
}

/** Milliseconds of what writes the neuron's picture to the file that it is given. */
export async function timePicture(draw: (out: string) => Promise<{ ms: number }>): Promise<number> {
  const dir = makeTemporary();
  try {
    const out = path.join(dir, 'neuron.svg');
    const { ms } = await draw(out);
    if (!fs.readFileSync(out, 'utf8').includes(OUTPUT)) throw new Error(`The picture does not show ${OUTPUT}.`);
    return ms;
  } finally {
    removeTemporary(dir);
  }
}
