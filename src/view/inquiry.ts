/** What the user asks about a recording: everything about one value, a search, how values depend on each other. */
import type { TableWindow } from '../protocol/detail';
import type { Relation } from '../protocol/find';
import type { Cursor, FromPanel, ToPanel } from '../protocol/panel';
import type { Recording } from '../recording/recording';
import { detailOf } from './detail/detail';
import { find } from './find/find';
import { related } from './find/related';
import { extentOf } from './graph';

type Question = Extract<FromPanel, { type: 'select' | 'page' | 'find' | 'relate' | 'unrelate' }>;

/** Answers are sent again when the recording or the cursor they hold for is another. */
export class Inquiry {
  private recording: Recording | null = null;
  private cursor: Cursor = { pass: -1, step: 0 };
  private size = -1;
  private selected: { node: number; window: TableWindow | null } | null = null;
  private query = '';
  private relation: { relation: Relation; node: number; other: number | null } | null = null;
  /** Of what was asked last; null: nothing is related. */
  relatedIds: Uint32Array | null = null;

  constructor(private readonly send: (message: ToPanel) => void) {}

  /** Everything holds for this recording and cursor from now on. */
  at(recording: Recording, cursor: Cursor): void {
    const isOther = recording !== this.recording;
    const isPassOther = isOther || cursor.pass !== this.cursor.pass;
    const isLater = isPassOther || recording.size !== this.size;
    this.recording = recording;
    this.size = recording.size;
    this.cursor = cursor;
    if (isOther) this.forget();
    if (isPassOther) this.unrelate();
    this.sendDetail();
    if (isLater && this.query !== '') this.sendFound();
  }

  handle(asked: Question): void {
    switch (asked.type) {
      case 'select':
        this.selected = asked.node === null ? null : { node: asked.node, window: null };
        this.sendDetail(true);
        break;
      case 'page':
        if (this.selected !== null) this.selected.window = asked.window;
        this.sendDetail();
        break;
      case 'find':
        this.query = asked.text;
        this.sendFound();
        break;
      case 'relate':
        this.relation = asked;
        this.sendRelated();
        break;
      case 'unrelate':
        this.unrelate();
        break;
    }
  }

  /** Ids mean other values in another recording. */
  private forget(): void {
    this.selected = null;
    this.send({ type: 'detail', detail: null });
  }

  /** What is related in one pass are other values than in the next. */
  private unrelate(): void {
    if (this.relation === null) return;
    this.relation = null;
    this.sendRelated();
  }

  private sendDetail(always = false): void {
    const { recording, selected, cursor } = this;
    if (recording === null || (selected === null && !always)) return;
    const isThere = selected !== null && selected.node < recording.length;
    const extent = extentOf(recording, cursor.pass);
    const detail = isThere ? detailOf(recording, extent, selected.node, cursor, selected.window) : null;
    this.send({ type: 'detail', detail });
  }

  private sendFound(): void {
    const { recording, query, cursor } = this;
    if (recording === null) return;
    this.send({ type: 'found', found: find(recording, extentOf(recording, cursor.pass), query, cursor) });
  }

  private sendRelated(): void {
    const { recording, relation, cursor } = this;
    this.relatedIds = null;
    if (recording === null || relation === null) {
      this.send({ type: 'related', related: null });
      return;
    }
    const answer = related(
      recording,
      extentOf(recording, cursor.pass),
      relation.relation,
      relation.node,
      relation.other,
    );
    // A value is part of what is drawn of its relations.
    this.relatedIds = withNode(answer.ids, relation.node);
    this.send({ type: 'related', related: answer });
  }
}

function withNode(ids: Uint32Array, node: number): Uint32Array {
  return ids.includes(node) ? ids : Uint32Array.from([...ids, node]).sort();
}
