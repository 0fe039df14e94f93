/** Chunks on their way out. What training repeats step after step is put together: one chunk for many steps. */
import { f64, u32, views } from './column';
import { type Chunk, NONE } from './schema';

type Repetition = Extract<Chunk, { type: 'repeat' }>;
type Pass = Extract<Chunk, { type: 'pass' }>;

export class ChunkQueue {
  private chunks: Chunk[] = [];
  private repetitions = newRepetitions();
  private passes = newPasses();

  add(chunk: Chunk): void {
    if (chunk.type === 'repeat') {
      this.endPasses();
      this.addRepetition(chunk);
    } else if (chunk.type === 'pass' && chunk.repeats !== undefined) {
      this.endRepetitions();
      this.addPass(chunk, chunk.repeats);
    } else {
      this.endRepetitions();
      this.endPasses();
      this.chunks.push(chunk);
    }
  }

  /** All that was added since the last call, in order. */
  take(): Chunk[] {
    this.endRepetitions();
    this.endPasses();
    return this.chunks.splice(0);
  }

  private addRepetition({ of, count, first, changed, data, standIns }: Repetition): void {
    const { repetitions } = this;
    repetitions.of.push(of);
    repetitions.count.push(count);
    repetitions.first.push(first);
    repetitions.changes.push(changed.length);
    repetitions.changed.append(changed);
    repetitions.data.append(data);
    repetitions.scopes.push(standIns?.length ?? 0);
    if (standIns !== undefined) repetitions.standIns.append(standIns);
  }

  private addPass(pass: Pass, repeats: NonNullable<Pass['repeats']>): void {
    const { root, loss, length, site, nodes, grads, isThinned, accumulated } = pass;
    const { passes } = this;
    passes.pass.push(repeats.pass);
    passes.first.push(repeats.first);
    passes.by.push(repeats.by);
    passes.root.push(root);
    passes.loss.push(loss);
    passes.length.push(length);
    passes.site.push(site);
    passes.touched.push(isThinned ? NONE : nodes.length);
    passes.nodes.append(nodes);
    passes.grads.append(grads);
    passes.added.push(accumulated?.length ?? 0);
    if (accumulated !== undefined) passes.accumulated.append(accumulated);
  }

  private endRepetitions(): void {
    if (this.repetitions.of.length === 0) return;
    this.chunks.push({ type: 'repeats', ...views(this.repetitions) });
    this.repetitions = newRepetitions();
  }

  private endPasses(): void {
    if (this.passes.pass.length === 0) return;
    this.chunks.push({ type: 'repeatedPasses', ...views(this.passes) });
    this.passes = newPasses();
  }
}

/** The same chunks, what is repeated put together. */
export function batched(chunks: Iterable<Chunk>): Chunk[] {
  const queue = new ChunkQueue();
  for (const chunk of chunks) queue.add(chunk);
  return queue.take();
}

const newRepetitions = () => ({
  of: u32(),
  count: u32(),
  first: u32(),
  changes: u32(),
  changed: u32(),
  data: f64(),
  scopes: u32(),
  standIns: u32(),
});

const newPasses = () => ({
  pass: u32(),
  first: u32(),
  by: u32(),
  root: u32(),
  loss: f64(),
  length: u32(),
  site: u32(),
  touched: u32(),
  nodes: u32(),
  grads: f64(),
  added: u32(),
  accumulated: u32(),
});
