/** Follows places of a text through later edits, so that a recording of an older text can still be read. */

/** `length` characters at `offset` became `inserted` ones. */
export interface Edit {
  offset: number;
  length: number;
  inserted: number;
}

export class Edits {
  private readonly edits: Edit[] = [];

  get any(): boolean {
    return this.edits.length > 0;
  }

  /** Edits of one change, as an editor reports them: all in terms of the text before it. */
  add(change: readonly Edit[]): void {
    const last = this.edits.at(-1);
    // Typing on is one longer insertion, not one for each key.
    if (last !== undefined && change.length === 1 && continues(last, change[0])) {
      this.edits[this.edits.length - 1] = { ...last, inserted: last.inserted + change[0].inserted };
      return;
    }
    // From the end to the start: so none moves the offsets of those that follow.
    this.edits.push(...[...change].sort((a, b) => b.offset - a.offset));
  }

  /** Where an offset of the text now was in the text then; undefined inside what is new. */
  toThen(offset: number): number | undefined {
    let at = offset;
    for (let i = this.edits.length - 1; i >= 0; i--) {
      const edit = this.edits[i];
      if (at > edit.offset && at < edit.offset + edit.inserted) return undefined;
      if (at >= edit.offset + edit.inserted && (edit.inserted > 0 || at > edit.offset))
        at += edit.length - edit.inserted;
    }
    return at;
  }

  /** Where a range of the text then is now; undefined if anything in it was changed. */
  toNow(start: number, end: number): [number, number] | undefined {
    let [from, to] = [start, end];
    for (const edit of this.edits) {
      if (edit.offset + edit.length <= from) {
        from += edit.inserted - edit.length;
        to += edit.inserted - edit.length;
      } else if (edit.offset < to) return undefined;
    }
    return [from, to];
  }
}

const continues = (last: Edit, next: Edit) => next.length === 0 && next.offset === last.offset + last.inserted;
