/** Made-up programs whose loops and calls do the same again and again, or nearly. */
import type { Recording } from '../../../src/recording/recording';
import { Program, randomOf } from './programs';

/** What a statement works on: variables, a list that only grows, and the number of the iteration. */
interface State {
  variables: number[];
  list: number[];
  turn: number;
}

type Statement = (state: State) => void;

const NAMES = ['x', 'y', 'z', 'loss', '', ''];

/** A random program that is written once and then run, so that what it repeats has one structure. */
export function loopingProgram(seed: number, size: number): Recording {
  const random = randomOf(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const program = new Program();
  const isIrregular = random() < 0.4;
  const functions: Statement[] = [];
  let lines = 1;

  const operand = (): ((state: State) => number) => {
    const which = pick(NAMES.length);
    const kind = random();
    if (kind < 0.6) return ({ variables }) => variables[which];
    if (kind < 0.7) return ({ list, turn }) => list[turn % list.length];
    if (kind < 0.8) return ({ list }) => list[Math.max(0, list.length - 1 - which)];
    if (kind < 0.9) return () => program.constant();
    return () => program.leaf(which < 2 ? 'p' : '');
  };

  const assignment = (): Statement => {
    const line = lines++;
    const to = pick(NAMES.length);
    const [a, b] = [operand(), operand()];
    const label = random() < 0.5 ? NAMES[to] : '';
    const kind = random();
    return state => {
      const { variables, list } = state;
      program.line = line;
      const x = a(state);
      if (isIrregular && random() < 0.003) variables[to] = program.negative(program.negative(x));
      else if (kind < 0.4) variables[to] = program.sum(x, b(state), label);
      else if (kind < 0.75) variables[to] = program.product(x, b(state));
      else if (kind < 0.85) variables[to] = program.negative(x);
      else if (kind < 0.97) list.push(random() < 0.5 ? program.product(x, b(state)) : program.leaf(label));
      else variables[to] = program.maximum(list.slice(-45));
    };
  };

  const block = (depth: number): Statement => {
    const parts = Array.from({ length: pick(5) + 1 }, () => statement(depth));
    return state => {
      for (const part of parts) part(state);
    };
  };

  const statement = (depth: number): Statement => {
    const kind = depth > 3 ? 0 : random();
    if (kind < 0.5) return assignment();
    if (kind < 0.75) {
      const body = block(depth + 1);
      const times = random() < 0.3 ? pick(60) + 5 : pick(8) + 2;
      return state => {
        const { turn } = state;
        for (let i = 0; i < times && program.length < size; i++) {
          state.turn = i;
          program.call(`i${depth}`, () => body(state), i);
        }
        state.turn = turn;
      };
    }
    if (functions.length === 0 || kind < 0.85) {
      const name = `f${functions.length % 7}`;
      const body = block(depth + 1);
      functions.push(({ variables, ...state }) => {
        const own = variables.slice();
        program.call(name, () => body({ ...state, variables: own }));
        variables[0] = own[1];
      });
    }
    const called = functions[pick(functions.length)];
    const times = pick(12) + 1;
    return state => {
      for (let i = 0; i < times && program.length < size; i++) called(state);
    };
  };

  const state: State = { variables: NAMES.map(name => program.leaf(name)), list: [program.leaf('l')], turn: 0 };
  while (program.length < size) block(0)(state);
  return program.recording();
}
