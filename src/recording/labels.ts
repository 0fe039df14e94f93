/** The names that values were first bound to: few have one in most scripts, every value of a loop in some. */
import { u32 } from './column';
import { firstPast } from './queries/search';
import { NONE } from './schema';

export class Labels {
  /** Ids, ascending, and indices among the names. */
  private readonly node = u32();
  private readonly name = u32();
  /** Those of nodes before the last one that had a label. */
  private readonly late = new Map<number, number>();
  /** Where a node was looked for last: the next one is mostly near. */
  private near = 0;

  set(node: number, name: number): void {
    const { length } = this.node;
    if (length > 0 && node <= this.node.at(length - 1)) this.late.set(node, name);
    else {
      this.node.push(node);
      this.name.push(name);
    }
  }

  /** Index of the name of a node; NONE without one. */
  of(node: number): number {
    const late = this.late.size === 0 ? undefined : this.late.get(node);
    if (late !== undefined) return late;
    if (!this.isFirstFrom(this.near, node) && !this.isFirstFrom(++this.near, node))
      this.near = firstPast(this.node.length, i => this.node.at(i) >= node);
    const isThere = this.near < this.node.length && this.node.at(this.near) === node;
    return isThere ? this.name.at(this.near) : NONE;
  }

  /** All of them by node, ascending. */
  sorted(): { node: Uint32Array; name: Uint32Array } {
    if (this.late.size === 0) return { node: this.node.view(), name: this.name.view() };
    const all = new Map(this.late);
    for (let i = 0; i < this.node.length; i++) if (!all.has(this.node.at(i))) all.set(this.node.at(i), this.name.at(i));
    const node = Uint32Array.from(all.keys()).sort();
    return { node, name: node.map(id => all.get(id)!) };
  }

  /** Whether all from an index on, and none before it, are those of a node and the ones after it. */
  private isFirstFrom(index: number, node: number): boolean {
    const { length } = this.node;
    return (
      index <= length &&
      (index === 0 || this.node.at(index - 1) < node) &&
      (index === length || this.node.at(index) >= node)
    );
  }
}
