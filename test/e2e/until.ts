/** Waiting for what a test expects to see. */

const PAUSE_MS = 50;

/** Resolves with the first truthy answer; rejects, naming what was waited for and the last answer, when time is up. */
export async function until<T>(what: string, ask: () => Promise<T>, limitMs = 20_000): Promise<NonNullable<T>> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await attempt(ask);
    if ('value' in answer && answer.value) return answer.value;
    if (Date.now() > end) throw new Error(`${what}: not so after ${limitMs / 1000} s; last: ${describe(answer)}`);
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}

type Answer<T> = { value: T } | { error: unknown };

/** A question that fails, for an element is not there yet, is asked again like one answered with no. */
async function attempt<T>(ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    return { error };
  }
}

function describe(answer: Answer<unknown>): string {
  return 'error' in answer ? String(answer.error).split('\n')[0] : (JSON.stringify(answer.value) ?? 'undefined');
}
