/** From nothing to a picture: the neuron lesson as an SVG file, by the command line. */
import type { Comparison } from './comparison';
import { runProgram } from './program';
import { pythonPicture, timePicture } from './pythonPicture';

const NEURON = 'media/lessons/neuron.ts';

export function picture(): Comparison[] {
  const draw = (out: string) =>
    runProgram(process.execPath, ['dist/cli.cjs', 'run', NEURON, '--format', 'svg', '-o', out]);
  return [
    {
      what: 'the neuron, from starting the program to an SVG file',
      unit: 'ms',
      ours: { name: 'tapelens run', measure: () => timePicture(draw) },
      ...pythonPicture(),
      rounds: 9,
      warmUp: true,
    },
  ];
}
