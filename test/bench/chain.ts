/** A chain of 1,000,000 nodes, forward and backward. */
import type { Comparison, Contender } from './comparison';
import { evaluate } from './evaluate';
import { runProgram } from './program';
import { findPython, scriptArguments } from './python';

const NODES = 1_000_000;

/** peers/chain.py computes the same. */
const SCRIPT = `
import { Value } from 'tapelens';
const a = new Value(0.999999);
const b = new Value(0.000001);
let x = new Value(2);
for (let i = 0; i < ${NODES / 2}; i++) x = x * a + b;
x.backward();
console.log(b.grad);
`;

export function chain(): Comparison[] {
  const python = findPython();
  const peer = (name: string, ...args: string[]): Contender[] =>
    python ? [{ name: `${python.name}, ${name}`, measure: () => runPeer(python.command, args) }] : [];
  return [
    {
      what: `${NODES.toLocaleString('en')} nodes in a row, forward and backward, from starting the process to its end`,
      unit: 'ms',
      ours: { name: 'evaluator, recording', measure: runOurs },
      peers: [
        ...peer('micrograd-style with a loop for the sort'),
        ...peer('the same with its collector off', '--no-gc'),
      ],
      absent: python ? [] : ['no Python installed to compare with'],
      rounds: 3,
      warmUp: false,
    },
  ];
}

async function runOurs(): Promise<number> {
  const { recording, ms } = await evaluate(SCRIPT);
  requireGrad(recording.outputs[0].text);
  return ms;
}

async function runPeer(command: string, args: string[]): Promise<number> {
  const { stdout, ms } = await runProgram(command, scriptArguments('chain.py', String(NODES), ...args));
  requireGrad(stdout);
  return ms;
}

/** The grad of b is the sum of the powers of a: a geometric series. */
function requireGrad(printed: string): void {
  const expected = (1 - 0.999999 ** (NODES / 2)) / (1 - 0.999999);
  if (!(Math.abs(Number(printed) / expected - 1) < 1e-9)) throw new Error(`b.grad is ${printed}, not ${expected}.`);
}
