/** elkjs in a worker made from its text: a webview may not load a worker by address. */

import ELK from 'elkjs/lib/elk-api.js';
import type { LayoutWorker } from './graph/layouter';

/** Rejects if the source cannot be had; its layouts reject if the worker dies, as under a policy that forbids it. */
export async function layoutWorker(source: () => Promise<string>): Promise<LayoutWorker> {
  const url = URL.createObjectURL(new Blob([await source()], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const death = new Promise<never>((_, reject) => {
    worker.addEventListener('error', event => reject(new Error(event.message || 'The layout worker died.')));
  });
  const elk = new ELK({ workerFactory: () => worker });
  const first = await Promise.race([elk.knownLayoutAlgorithms(), death]).finally(() => URL.revokeObjectURL(url));
  if (first.length === 0) throw new Error('The layout worker knows no algorithm.');
  return {
    layout: graph => Promise.race([elk.layout(graph), death]),
    terminateWorker: () => elk.terminateWorker(),
  };
}
