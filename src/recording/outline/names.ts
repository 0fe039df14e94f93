/** What groups are called. Names of a million iterations are made when they are asked for. */
import { basename } from '../basename';
import { anonymousSite, scopeTitle } from '../queries/scope';
import type { Recording } from '../recording';
import { NONE } from '../schema';
import { hashText, unnumbered } from './hash';

const BETWEEN = ' › ';

/** `epoch`, 3 and ` › step`, say; `values`, 1 to 50. */
export interface GroupName {
  /** Indices into the texts. */
  base: number;
  rest: number;
  /** The iteration, or the first of those that are meant; -1 without. */
  from: number;
  /** -1: there is one only. */
  to: number;
}

export class GroupNames {
  private readonly texts: string[] = [''];
  private readonly hashes: number[] = [0];
  private readonly known = new Map<string, number>([['', 0]]);
  private readonly byScopeName = new Map<number, number>();

  constructor(private readonly recording: Recording) {}

  text(index: number): string {
    return this.texts[index];
  }

  hash(index: number): number {
    return this.hashes[index];
  }

  /** Name of a scope's group, into which the scopes `merged` went. */
  ofScope(scope: number, merged: readonly number[] | undefined): GroupName {
    const name = { base: this.base(scope), rest: 0, from: this.recording.scopes.iteration.at(scope), to: -1 };
    if (merged === undefined) return name;
    const parts = merged.map(inner => this.title(this.ofScope(inner, undefined)));
    const shown = parts.length > 2 ? ['…', parts[parts.length - 1]] : parts;
    return { ...name, rest: this.intern(BETWEEN + shown.join(BETWEEN)) };
  }

  /** Name of a line's group. */
  ofLine(site: number): GroupName {
    const { file, line } = this.recording.sites[site];
    const { path } = this.recording.files[file];
    const base = path === this.recording.entry ? `line ${line}` : `${basename(path)}:${line}`;
    return { base: this.intern(base), rest: 0, from: -1, to: -1 };
  }

  /** Name of things in a row, counted from one on. */
  ofRange(things: string, from: number, to: number): GroupName {
    return { base: this.intern(things), rest: 0, from, to };
  }

  /** The title of groups whose names differ in their numbers. */
  commonTitle(name: GroupName): string {
    return unnumbered(this.texts[name.base]) + this.title({ ...name, base: 0 });
  }

  /** The title of copies that are told apart by numbers: without any. */
  sharedTitle(name: GroupName): string {
    return this.commonTitle({ ...name, from: -1, to: -1 });
  }

  title({ base, rest, from, to }: GroupName): string {
    const number = to >= 0 ? ` ${from} – ${to}` : from >= 0 ? ` ${from}` : '';
    return this.texts[base] + number + this.texts[rest];
  }

  private base(scope: number): number {
    // Functions without a name are told apart by where they are.
    const site = anonymousSite(this.recording, scope);
    const key = site === NONE ? this.recording.scopes.name.at(scope) : -1 - site;
    let base = this.byScopeName.get(key);
    if (base === undefined) {
      base = this.intern(scopeTitle(this.recording, scope));
      this.byScopeName.set(key, base);
    }
    return base;
  }

  private intern(text: string): number {
    let index = this.known.get(text);
    if (index === undefined) {
      index = this.texts.push(text) - 1;
      this.hashes.push(hashText(unnumbered(text)));
      this.known.set(text, index);
    }
    return index;
  }
}
