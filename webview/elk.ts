/** elkjs in a worker made from its text: a webview may not load a worker by address. */

import ELK from 'elkjs/lib/elk-api.js';
import type { LayoutWorker } from './graph/layouter';

/** Rejects if the source cannot be had; its layouts reject if the worker dies, as under a policy that forbids it. */
export async function layoutWorker(source: () => Promise<string>): Promise<LayoutWorker> {
  const url = URL.createObjectURL(new Blob([await source()], { type: 'text/javascript' }));
  const worker = new Worker(url);
  /** What waits for an answer: nothing else may be kept, for a worker lives as long as the panel. */
  const waiting = new Set<(error: Error) => void>();
  let death: Error | null = null;
  worker.addEventListener('error', event => {
    death = new Error(event.message || 'The layout worker died.');
    for (const reject of waiting) reject(death);
  });
  const answered = <T>(answer: Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (death) reject(death);
      waiting.add(reject);
      const settle = () => waiting.delete(reject);
      answer.then(resolve, reject).finally(settle);
    });
  const elk = new ELK({ workerFactory: () => worker });
  const first = await answered(elk.knownLayoutAlgorithms()).finally(() => URL.revokeObjectURL(url));
  if (first.length === 0) throw new Error('The layout worker knows no algorithm.');
  return {
    layout: graph => answered(elk.layout(graph)),
    terminateWorker: () => elk.terminateWorker(),
  };
}
