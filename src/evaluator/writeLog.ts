/** What the script assigned, until it is sent. A step of training assigns to every parameter: this is made for adding. */
import { NONE, type WriteColumns } from '../recording/schema';

const FIRST_CAPACITY = 128;

export class WriteLog {
  length = 0;
  private node = new Uint32Array(FIRST_CAPACITY);
  private field = new Uint8Array(FIRST_CAPACITY);
  private value = new Float64Array(FIRST_CAPACITY);
  private site = new Uint32Array(FIRST_CAPACITY);
  /** Most assignments follow each other at the same time of the run: `pass` and `made` of those from row `start` on. */
  private readonly times: { start: number; pass: number; made: number }[] = [];
  private pass = NONE;
  private made = NONE;

  /** Adds a row; for the parameters, see `WriteColumns`. */
  add(node: number, field: number, value: number, site: number, pass: number, made: number): void {
    const row = this.length++;
    if (row === this.node.length) this.grow();
    this.node[row] = node;
    this.field[row] = field;
    this.value[row] = value;
    this.site[row] = site;
    if (pass === this.pass && made === this.made) return;
    this.pass = pass;
    this.made = made;
    this.times.push({ start: row, pass, made });
  }

  /** The rows added since the last call, valid until the next is added; null if there are none. */
  take(): WriteColumns | null {
    const { length, times } = this;
    if (length === 0) return null;
    const pass = new Uint32Array(length);
    const made = new Uint32Array(length);
    for (const [i, time] of times.entries()) {
      const end = times[i + 1]?.start ?? length;
      pass.fill(time.pass, time.start, end);
      made.fill(time.made, time.start, end);
    }
    times.length = 0;
    this.pass = NONE;
    this.length = 0;
    const [node, field] = [this.node.subarray(0, length), this.field.subarray(0, length)];
    return { node, field, value: this.value.subarray(0, length), site: this.site.subarray(0, length), pass, made };
  }

  private grow(): void {
    const capacity = 2 * this.node.length;
    const { node, field, value, site } = this;
    this.node = new Uint32Array(capacity);
    this.field = new Uint8Array(capacity);
    this.value = new Float64Array(capacity);
    this.site = new Uint32Array(capacity);
    this.node.set(node);
    this.field.set(field);
    this.value.set(value);
    this.site.set(site);
  }
}
