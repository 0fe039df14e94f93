/** Asks the parent process for modules, for this one cannot read files; answers come by number. */
import type { FromChild, ModuleAnswer } from '../../protocol/evaluator';

export class ModuleClient {
  private next = 0;
  private readonly waiting = new Map<number, (answer: ModuleAnswer) => void>();

  /** `busy` is told whether an answer is awaited: the process must not end meanwhile. */
  constructor(
    private readonly send: (message: FromChild) => void,
    private readonly busy: (waiting: boolean) => void,
  ) {}

  resolve(specifier: string, from: string): Promise<ModuleAnswer> {
    const id = this.next++;
    this.busy(true);
    this.send({ type: 'resolve', id, specifier, from });
    return new Promise(done => {
      this.waiting.set(id, done);
    });
  }

  answer(id: number, answer: ModuleAnswer): void {
    const done = this.waiting.get(id);
    this.waiting.delete(id);
    this.busy(this.waiting.size > 0);
    done?.(answer);
  }
}
