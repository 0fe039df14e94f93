/** The sites of one file: what they cover, and which of them share a record. */
import type { Site, SiteKind } from '../recording/schema';
import type { Binding } from './scope';

export interface Span {
  start: number;
  end: number;
}

export class SiteList {
  readonly sites: Site[] = [];
  private readonly lineStarts: number[] = [0];
  private readonly recordedAt: number[] = [];
  private readonly countedAt: number[] = [];
  private readonly reads: { site: number; binding: Binding }[] = [];

  constructor(
    private readonly file: number,
    source: string,
  ) {
    for (let i = source.indexOf('\n'); i >= 0; i = source.indexOf('\n', i + 1)) this.lineStarts.push(i + 1);
  }

  /** A new site; its id. */
  add(span: Span, kind: SiteKind, name?: string): number {
    const line = this.lineOf(span.start);
    const col = span.start - this.lineStarts[line - 1] + 1;
    const id = this.sites.length;
    this.sites.push({ file: this.file, start: span.start, end: span.end, line, col, kind, name });
    this.recordedAt.push(id);
    this.countedAt.push(id);
    return id;
  }

  /** The site that reads a variable of this name inside `node`, if there is one. */
  readIn(node: { start?: number | null; end?: number | null }, name: string): number | undefined {
    const id = this.sites.findLastIndex(
      site => site.kind === 'read' && site.name === name && site.start >= node.start! && site.end <= node.end!,
    );
    return id < 0 ? undefined : id;
  }

  /** `site` is evaluated exactly when `whole` is, which keeps the count for both. */
  countWith(site: number, whole: number): void {
    this.countedAt[site] = whole;
  }

  /** The value at `site` is always the one recorded at `other`. */
  sameValue(site: number, other: number): void {
    this.recordedAt[site] = other;
  }

  /** `site` reads a variable that never changes: its value is what was seen where the variable was bound. */
  readsConstant(site: number, binding: Binding): void {
    this.reads.push({ site, binding });
  }

  /** The tables of `Instrumented`; to be asked for when every binding has met its declaration. */
  tables(): { recordedAt: Uint32Array; countedAt: Uint32Array } {
    for (const { site, binding } of this.reads) if (binding.site !== undefined) this.sameValue(site, binding.site);
    const recordedAt = Uint32Array.from(this.recordedAt);
    for (let site = 0; site < recordedAt.length; site++) {
      let holder = site;
      while (this.recordedAt[holder] !== holder) holder = this.recordedAt[holder];
      recordedAt[site] = holder;
    }
    return { recordedAt, countedAt: Uint32Array.from(this.countedAt) };
  }

  /** Line of an offset, from 1. */
  private lineOf(offset: number): number {
    let low = 1;
    let high = this.lineStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lineStarts[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
