/** What the user asks about a recording: everything about one value, a search, how values depend on each other. */
import type { TableWindow } from '../protocol/detail';
import type { Relation } from '../protocol/find';
import type { Cursor, FromPanel, ToPanel } from '../protocol/panel';
import { Counterparts } from '../recording/queries/counterpart';
import type { Recording } from '../recording/recording';
import { detailOf } from './detail/detail';
import { find } from './find/find';
import { related } from './find/related';
import { extentOf } from './graph';

type Question = Extract<FromPanel, { type: 'select' | 'page' | 'find' | 'relate' | 'unrelate' | 'isolate' }>;

/** How values depend on one of them, as it was asked; and whether only these are drawn. */
interface Asked {
  relation: Relation;
  node: number;
  other: number | null;
}

/** Answers are sent again when the recording or the cursor they hold for is another. */
export class Inquiry {
  private recording: Recording | null = null;
  private cursor: Cursor = { pass: -1, step: 0 };
  private selected: number | null = null;
  private window: TableWindow | null = null;
  private query = '';
  private asked: Asked | null = null;
  private ids: Uint32Array | null = null;
  private isolated = false;
  /** What the detail and the search that were sent last are of. */
  private told = '';
  private searched = '';

  constructor(private readonly send: (message: ToPanel) => void) {}

  /** The only values that are drawn, ids ascending; null: all are. */
  get isolatedIds(): Uint32Array | null {
    return this.isolated ? this.ids : null;
  }

  /** Everything holds for this recording and cursor from now on. To be called before a graph of it is made. */
  turnTo(recording: Recording, cursor: Cursor): void {
    const before = { recording: this.recording, cursor: this.cursor };
    this.recording = recording;
    this.cursor = cursor;
    if (before.recording !== null && before.recording !== recording) this.keepSame(before.recording, recording);
    else if (before.recording !== null && before.cursor.pass !== cursor.pass) this.follow(before.cursor.pass);
    if (before.recording !== recording) this.unrelate();
  }

  /** Sends what is not yet told of where the recording and the cursor are. */
  tell(): void {
    this.sendDetail();
    // A run under way finds ever more: its end is soon enough.
    if (this.query !== '' && this.recording?.ended) this.sendFound();
  }

  /** For a panel that comes up again. */
  replay(): void {
    this.told = '';
    this.searched = '';
    this.send({ type: 'selected', node: this.selected });
    this.sendRelated();
  }

  /** Returns whether other values are to be drawn now. */
  handle(question: Question): boolean {
    const before = this.isolatedIds;
    switch (question.type) {
      case 'select':
        this.selected = question.node;
        this.window = null;
        this.told = '';
        this.sendDetail();
        break;
      case 'page':
        this.window = question.window;
        this.sendDetail();
        break;
      case 'find':
        this.query = question.text;
        this.sendFound();
        break;
      case 'relate':
        this.asked = question;
        this.sendRelated();
        break;
      case 'unrelate':
        this.unrelate();
        break;
      case 'isolate':
        this.isolated = question.on && this.ids !== null;
        this.sendRelated();
        break;
    }
    return this.isolatedIds !== before;
  }

  /** When a script runs again, a value is the same if it has its id, its name and its op. */
  private keepSame(before: Recording, now: Recording): void {
    const { selected } = this;
    if (selected === null) return;
    const isSame =
      selected < now.length &&
      before.label(selected) === now.label(selected) &&
      before.op(selected).name === now.op(selected).name;
    this.told = '';
    if (!isSame) this.reselect(null);
  }

  /** In another pass, what is selected and asked about is its counterpart there: the variable in another round of the loop. */
  private follow(from: number): void {
    const { recording, selected, cursor } = this;
    if (recording === null || from < 0 || cursor.pass < 0) return;
    const there = (node: number) => new Counterparts(recording, node, from).in(cursor.pass);
    const now = selected === null ? -1 : there(selected);
    if (now >= 0 && now !== selected) this.reselect(now);
    if (this.asked === null) return;
    const node = there(this.asked.node);
    const other = this.asked.other === null ? null : there(this.asked.other);
    if (node < 0 || (other !== null && other < 0)) this.unrelate();
    else {
      this.asked = { ...this.asked, node, other };
      this.sendRelated();
    }
  }

  private reselect(node: number | null): void {
    this.selected = node;
    this.told = '';
    this.send({ type: 'selected', node });
  }

  private unrelate(): void {
    if (this.asked === null) return;
    this.asked = null;
    this.isolated = false;
    this.sendRelated();
  }

  private sendDetail(): void {
    const { recording, selected, cursor, window } = this;
    if (recording === null) return;
    const node = selected !== null && selected < recording.length ? selected : null;
    const now = node === null ? 'nothing' : JSON.stringify([node, cursor, recording.size, window]);
    if (now === this.told) return;
    this.told = now;
    const extent = extentOf(recording, cursor.pass);
    this.send({ type: 'detail', detail: node === null ? null : detailOf(recording, extent, node, cursor, window) });
  }

  private sendFound(): void {
    const { recording, query, cursor } = this;
    if (recording === null) return;
    const now = `${recording.size} ${cursor.pass} ${query}`;
    if (now === this.searched) return;
    this.searched = now;
    this.send({ type: 'found', found: find(recording, extentOf(recording, cursor.pass), query, cursor) });
  }

  private sendRelated(): void {
    const { recording, asked, cursor } = this;
    const isThere = (node: number | null) => node === null || (recording !== null && node < recording.length);
    if (recording === null || asked === null || !isThere(asked.node) || !isThere(asked.other)) {
      this.ids = null;
      this.isolated = false;
      this.send({ type: 'related', related: null, isolated: false });
      return;
    }
    const { relation, node, other } = asked;
    const answer = related(recording, extentOf(recording, cursor.pass), relation, node, other);
    // A value is part of what is drawn of its relations.
    const ids = withNode(answer.ids, node);
    if (this.ids === null || this.ids.length !== ids.length || ids.some((id, i) => id !== this.ids![i])) this.ids = ids;
    this.send({ type: 'related', related: answer, isolated: this.isolated });
  }
}

function withNode(ids: Uint32Array, node: number): Uint32Array {
  return ids.includes(node) ? ids : Uint32Array.from([...ids, node]).sort();
}
