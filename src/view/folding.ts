/** What is open in a picture: what the user opened or closed, and without their choice as much as is easily looked at. */
import type { Fold } from '../protocol/graph';
import { type Content, contentsOf, type FoldContent } from '../recording/outline/contents';
import type { Outline } from '../recording/outline/outline';
import { holderOf, placesOf } from '../recording/outline/places';
import { partnersOf } from './partners';

/** Without the user's choice groups are open while at most so many boxes are drawn. */
const MOST_BOXES = 48;

/** What was chosen for a group and for those in it, by their keys. */
export interface Choices {
  fold?: Fold;
  inner?: Map<string, Choices>;
}

export interface SavedFolding {
  all: boolean;
  /** By path. */
  folds: Record<string, Fold>;
}

const SEPARATOR = '/';

export class Folding {
  /** Whatever the user has not chosen otherwise is open, repeats all at once. */
  all = false;
  readonly choices: Choices = {};

  static of({ all, folds }: SavedFolding): Folding {
    const folding = new Folding();
    folding.all = all;
    for (const [path, fold] of Object.entries(folds)) folding.at(path.split(SEPARATOR)).fold = fold;
    return folding;
  }

  save(): SavedFolding {
    const folds: Record<string, Fold> = {};
    const visit = (choices: Choices, path: string[]) => {
      if (choices.fold !== undefined) folds[path.join(SEPARATOR)] = choices.fold;
      for (const [key, inner] of choices.inner ?? []) visit(inner, [...path, key]);
    };
    visit(this.choices, []);
    return { all: this.all, folds };
  }

  /** Folds a group, given by its number; one of a repeat stands for the repeat. */
  set(outline: Outline, group: number, fold: Fold): void {
    const steps = pathTo(outline, placesOf(outline).group[group]);
    const last = steps.pop();
    if (last === undefined) return;
    const around = steps.map(({ key }) => key);
    const to =
      last.item.kind === 'repeat' ? pageOf(last.item.children.length, fold === 'open' ? last.member : fold) : fold;
    this.at([...around, last.key]).fold = to;
    if (typeof to === 'number') this.turnPartners(outline, around, last, to);
  }

  /** Turns the repeats beside one that have a copy for each of its, as the loss of each sample has a sample, with it. */
  private turnPartners(outline: Outline, around: string[], { structure, index }: Step, page: number): void {
    const { groups } = outline;
    const contents = contentsOf(outline, structure);
    const children = groups.childrenOf(groups.structures[structure].group);
    const choices = this.at(around);
    const keys = keysOf(outline, structure);
    for (const partner of partnersOf(contents, index, page)) {
      const item = contents.items[partner];
      if (item.kind !== 'repeat') continue;
      const { shape } = groups.of(children[item.children[0]]);
      const fold = this.foldOf(outline, choices.inner?.get(keys[partner]), item, shape);
      if (typeof fold === 'number') this.at([...around, keys[partner]]).fold = page;
    }
  }

  openAll(): void {
    this.reset();
    this.all = true;
  }

  reset(): void {
    this.all = false;
    this.choices.inner = undefined;
  }

  /** Opens whatever hides a node; a repeat turns to the one that the node is in. False if nothing did. */
  reveal(outline: Outline, node: number): boolean {
    let hasChanged = false;
    for (const { keys, item, member, fold } of this.foldsAround(outline, node)) {
      const isShown = item.kind === 'repeat' ? fold === 'all' || fold === member : fold !== 'closed';
      if (isShown) continue;
      this.at(keys).fold = item.kind === 'repeat' ? member : 'open';
      hasChanged = true;
    }
    return hasChanged;
  }

  /**
   * Turns the repeats that show one at a time to those that some nodes are in; where one is in two of the same, to that of
   * the later node. True if any has turned.
   */
  turnTo(outline: Outline, nodes: readonly number[]): boolean {
    const wanted = new Map<string, Step & { keys: string[]; fold: number }>();
    for (const node of nodes) {
      for (const { keys, fold, ...step } of this.foldsAround(outline, node)) {
        if (fold === 'closed') break;
        if (typeof fold === 'number') wanted.set(keys.join(SEPARATOR), { ...step, fold, keys: [...keys] });
      }
    }
    const turning = [...wanted.values()].filter(({ fold, member }) => fold !== member);
    for (const step of turning) this.turnPartners(outline, step.keys.slice(0, -1), step, step.member);
    if (turning.length > 0) for (const { keys, member } of wanted.values()) this.at(keys).fold = member;
    return turning.length > 0;
  }

  /** What a node is in, outer ones first: how each is shown, and the keys that lead to it. */
  private *foldsAround(outline: Outline, node: number): Iterable<Step & { keys: string[]; fold: Fold }> {
    const group = holderOf(outline, node);
    if (group < 0) return;
    let choices: Choices | undefined = this.choices;
    const keys: string[] = [];
    for (const step of pathTo(outline, group)) {
      keys.push(step.key);
      choices = choices?.inner?.get(step.key);
      yield { ...step, keys, fold: this.foldOf(outline, choices, step.item, step.shape) };
    }
  }

  /**
   * How an item is shown.
   * @param choices - What was chosen for it.
   * @param shape - Of the group, or of each of a repeat.
   */
  foldOf(outline: Outline, choices: Choices | undefined, item: FoldContent, shape: number): Fold {
    const isOpen = this.all || opened(outline).has(shape);
    const chosen = choices?.fold;
    if (item.kind !== 'repeat') return (chosen === undefined ? isOpen : chosen !== 'closed') ? 'open' : 'closed';
    if (chosen === undefined) return this.all ? 'all' : isOpen ? 0 : 'closed';
    if (chosen === 'open') return 0;
    return pageOf(item.children.length, chosen);
  }

  private at(path: string[]): Choices {
    let choices = this.choices;
    for (const key of path) {
      choices.inner ??= new Map();
      let inner = choices.inner.get(key);
      if (inner === undefined) {
        inner = {};
        choices.inner.set(key, inner);
      }
      choices = inner;
    }
    return choices;
  }
}

/** A fold of so many copies, of which that one is shown that there is. */
const pageOf = (count: number, fold: Fold): Fold =>
  typeof fold === 'number' ? Math.max(0, Math.min(fold, count - 1)) : fold;

/**
 * Keys of the groups and repeats that a group shows, by item: the name, and the ordinal among those with the same. They are
 * the same in another training step, and after an edit elsewhere.
 */
export function keysOf(outline: Outline, structure: number): string[] {
  const { groups, names } = outline;
  const { items } = contentsOf(outline, structure);
  const children = groups.childrenOf(groups.structures[structure].group);
  const counts = new Map<string, number>();
  return items.map(item => {
    if (item.kind === 'value' || item.kind === 'reference') return '';
    const child = children[item.kind === 'group' ? item.child : item.children[0]];
    const name = names.text(groups.baseName(child)).replaceAll(SEPARATOR, '∕') + (item.kind === 'repeat' ? ' ×' : '');
    const ordinal = counts.get(name) ?? 0;
    counts.set(name, ordinal + 1);
    return ordinal === 0 ? name : `${name} #${ordinal}`;
  });
}

interface Step {
  /** Of the group that shows it, and which of its items it is. */
  structure: number;
  index: number;
  key: string;
  item: FoldContent;
  /** Which one of a repeat. */
  member: number;
  shape: number;
}

/** From the whole to a group. */
function pathTo(outline: Outline, group: number): Step[] {
  const { groups } = outline;
  const { parent, index } = placesOf(outline);
  const steps: Step[] = [];
  for (let inner = group; parent[inner] >= 0; inner = parent[inner]) {
    const structure = groups.structure.data[parent[inner]];
    const { items } = contentsOf(outline, structure);
    const holds = (item: Content): item is FoldContent =>
      (item.kind === 'group' && item.child === index[inner]) ||
      (item.kind === 'repeat' && item.children.includes(index[inner]));
    const item = items.find(holds);
    if (item === undefined) throw new Error('a group is in what its parent shows');
    const at = items.indexOf(item);
    const member = item.kind === 'repeat' ? item.children.indexOf(index[inner]) : 0;
    const key = keysOf(outline, structure)[at];
    steps.unshift({ structure, index: at, key, item, member, shape: groups.of(inner).shape });
  }
  return steps;
}

const openedIn = new WeakMap<Outline, Set<number>>();

/** Shapes that are open without the user's choice: outer ones first, as long as there is room. */
function opened(outline: Outline): Set<number> {
  const known = openedIn.get(outline);
  if (known !== undefined) return known;
  const { groups, whole } = outline;
  const open = new Set<number>();
  openedIn.set(outline, open);
  const tried = new Set<number>();
  const structuresIn = (structure: number) => {
    const children = groups.childrenOf(groups.structures[structure].group);
    return contentsOf(outline, structure).items.flatMap(item => {
      if (item.kind === 'value' || item.kind === 'reference') return [];
      return [groups.structure.data[children[item.kind === 'group' ? item.child : item.children[0]]]];
    });
  };
  const boxes = (structure: number): number => {
    let count = contentsOf(outline, structure).items.filter(({ kind }) => kind !== 'reference').length;
    for (const inner of structuresIn(structure)) {
      if (open.has(groups.structures[inner].shape)) count += boxes(inner);
      if (count > MOST_BOXES) break;
    }
    return count;
  };
  const root = groups.structure.data[whole];
  const queue = [root];
  for (const structure of queue) {
    for (const inner of structuresIn(structure)) {
      const { shape } = groups.structures[inner];
      if (tried.has(shape)) continue;
      tried.add(shape);
      open.add(shape);
      if (boxes(root) > MOST_BOXES) open.delete(shape);
      else queue.push(inner);
    }
  }
  return open;
}
