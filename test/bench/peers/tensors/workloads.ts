/** What is trained in the benchmark of tensors, with the same numbers for everybody; tensors.py has them, too. */

export interface Characters {
  embedding: number;
  hidden: number;
  batch: number;
}

/** The character model: 3 of 27 characters tell the next. */
export const CHARACTERS = {
  characters: { embedding: 2, hidden: 100, batch: 32 },
  larger: { embedding: 10, hidden: 200, batch: 32 },
  'large batch': { embedding: 10, hidden: 200, batch: 1024 },
} as const satisfies Record<string, Characters>;

export type CharactersName = keyof typeof CHARACTERS;
/** `tiny`: x (5) times w (5, 3) plus b (3), and binary cross entropy with logits against ones; no update. */
export type WorkloadName = CharactersName | 'tiny';

export const VOCABULARY = 27;
export const CONTEXT = 3;
export const RATE = 0.1;

/** One step of training; its loss, to be read when it is wanted. */
export type Step = () => { loss(): number | Promise<number> };

/** Between -1 and 1. */
export function numbers(): () => number {
  let state = 42;
  return () => {
    state = (state * 16807) % 2147483647;
    return (state / 2147483647) * 2 - 1;
  };
}

/** Shapes of C, W1, b1, W2, b2, and by how much their numbers are scaled. */
export function parametersOf({ embedding, hidden }: Characters): { shape: number[]; scale: number }[] {
  return [
    { shape: [VOCABULARY, embedding], scale: 1 },
    { shape: [CONTEXT * embedding, hidden], scale: 0.3 },
    { shape: [hidden], scale: 0.1 },
    { shape: [hidden, VOCABULARY], scale: 0.1 },
    { shape: [VOCABULARY], scale: 0 },
  ];
}

export interface Problem {
  parameters: { shape: number[]; numbers: number[] }[];
  /** batch times CONTEXT of them. */
  inputs: number[];
  targets: number[];
}

export function problemOf(name: CharactersName): Problem {
  const model = CHARACTERS[name];
  const next = numbers();
  const character = () => Math.floor(((next() + 1) / 2) * VOCABULARY);
  const parameters = parametersOf(model).map(({ shape, scale }) => ({
    shape,
    numbers: Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => scale * next()),
  }));
  const inputs = Array.from({ length: model.batch * CONTEXT }, character);
  return { parameters, inputs, targets: Array.from({ length: model.batch }, character) };
}

/** w, then b. */
export function tinyNumbers(): { w: number[]; b: number[] } {
  const next = numbers();
  return { w: Array.from({ length: 15 }, next), b: Array.from({ length: 3 }, next) };
}
