/**
 * Answers a panel from a recording. It remembers what the panel must not: the cursor, what is open, what is lit; so that
 * a panel that comes up again is sent everything, and looks as it was.
 */
import type { Graph, Template } from '../protocol/graph';
import type { Cursor, FromPanel, OpStyle, Status, ToPanel } from '../protocol/panel';
import { type Outline, outlineOf } from '../recording/outline/outline';
import { besideOf } from '../recording/outline/places';
import { partOf } from '../recording/queries/extent';
import { stepsOf } from '../recording/queries/passes';
import { nodesAround, type Place } from '../recording/queries/source';
import type { Recording } from '../recording/recording';
import { Folding } from './folding';
import { extentOf, firstLook, graphOf } from './graph';
import { Inquiry } from './inquiry';
import { plotsOf, seriesOf } from './looks';
import { NotFiniteNotice } from './notFinite';
import { clampCursor, type Look, lastCursor, valuesOf } from './values';

/** Where the user is in one recording; kept while another is on show. */
interface Position {
  cursor: Cursor;
  /** The user went somewhere: new passes no longer move the cursor along. */
  placed: boolean;
  /** The step that the cursor stands after is told and marked; otherwise it is the result that is shown. */
  marked: boolean;
  /** Frames of plots that were chosen, by the plot. */
  readonly frames: Map<number, number>;
}

const newPosition = (): Position => ({
  cursor: { pass: -1, step: 0 },
  placed: false,
  marked: false,
  frames: new Map(),
});

/** Numbers are sent of so many values before the panel says what it looks at. */
const FIRST_LOOK = 400;
/** More lit values than this are more than the eye can tell. */
const MOST_LIT = 2000;

export class PanelModel {
  private recording: Recording | null = null;
  private readonly positions = new WeakMap<Recording, Position>();
  private position = newPosition();
  private graph: Graph | null = null;
  private outline: { of: Outline; recording: Recording; size: number; pass: number; ids: Uint32Array | null } | null =
    null;
  private serial = 0;
  /** What the panel looks at. */
  private look: Look = { nodes: [], references: [] };
  private status: Status | null = null;
  /** Where the editor's cursor stands. */
  private place: Place | null = null;
  /** Size of the recording that was shown last. */
  private shownSize = -1;
  private sentPoints = -1;
  private readonly inquiry: Inquiry;
  private readonly notFinite: NotFiniteNotice;
  /** Plots that the panel shows. */
  private sentPlots = 0;

  constructor(
    private readonly send: (message: ToPanel) => void,
    private opStyle: OpStyle = 'badge',
    /** What is open: kept when the script runs again, for it goes by names. */
    private readonly folding = new Folding(),
  ) {
    this.inquiry = new Inquiry(send);
    this.notFinite = new NotFiniteNotice(send);
  }

  /** Where in the run the picture is. */
  get cursor(): Cursor {
    return this.position.cursor;
  }

  /** What is on show; null while nothing is. `marked`: the step that the cursor stands after is told. */
  get shown(): { recording: Recording; graph: Graph; cursor: Cursor; marked: boolean; folding: Folding } | null {
    const { recording, graph, folding } = this;
    return recording === null || graph === null ? null : { recording, graph, folding, ...this.position };
  }

  /** The node whose step is told; null if none is. */
  get steppedNode(): number | null {
    const { cursor, marked } = this.position;
    if (this.recording === null || !marked || cursor.pass < 0 || cursor.step === 0) return null;
    return stepsOf(this.recording, cursor.pass)[cursor.step - 1];
  }

  setStatus(status: Status): void {
    this.status = status;
    this.send({ type: 'status', status });
  }

  /** Shows a recording, or one that has grown; nothing is done for one that has not. */
  setRecording(recording: Recording): void {
    // Of an empty one there is no picture: the status says what is missing.
    if (recording.isEmpty && recording.ended) return;
    if (recording === this.recording && recording.size === this.shownSize) return;
    if (recording !== this.recording) {
      this.recording = recording;
      this.position = this.positions.get(recording) ?? newPosition();
      this.positions.set(recording, this.position);
      this.place = null;
      this.sentPoints = -1;
    }
    this.shownSize = recording.size;
    const { position } = this;
    position.cursor = position.placed ? clampCursor(recording, position.cursor) : lastCursor(recording);
    this.sendSeries(recording);
    this.sendGraph(recording);
  }

  /** Lights the nodes of the expression at a place of the source, as far as they are visible. */
  setPlace(place: Place | null): void {
    this.place = place;
    this.sendLit();
  }

  /** Takes what a panel asks for that the recording alone can answer. */
  handle(message: FromPanel): void {
    switch (message.type) {
      case 'ready':
        this.replay();
        break;
      case 'seek':
        this.seek(message.cursor);
        break;
      case 'look':
        // What is asked of an older picture is out of date: the panel asks again of the next.
        if (message.serial !== this.serial) break;
        this.look = message;
        if (this.recording !== null) this.sendValues(this.recording);
        break;
      case 'fold':
        if (message.serial === this.serial)
          this.refold(outline => this.folding.set(outline, message.group, message.fold));
        break;
      case 'foldAll':
        this.refold(() => (message.open ? this.folding.openAll() : this.folding.reset()));
        break;
      case 'reveal':
        this.reveal(message.node);
        break;
      case 'frame':
        if (message.frame === null) this.position.frames.delete(message.plot);
        else this.position.frames.set(message.plot, message.frame);
        this.sendPlots();
        break;
      case 'opStyle':
        this.opStyle = message.opStyle;
        this.send({ type: 'opStyle', opStyle: this.opStyle });
        break;
      case 'select':
      case 'page':
      case 'find':
      case 'relate':
      case 'unrelate':
      case 'isolate':
        if (this.inquiry.handle(message) && this.recording !== null) this.sendGraph(this.recording);
        break;
    }
  }

  private seek(wanted: Cursor): void {
    const { recording, position } = this;
    if (recording === null) return;
    const before = position.cursor;
    const cursor = clampCursor(recording, wanted, before.pass);
    // The result stands behind the last step: one step back from it is the last step itself.
    const isBack = !position.marked && cursor.pass === before.pass && wanted.step === before.step - 1;
    position.cursor = isBack && before.step > 0 ? before : cursor;
    position.marked = wanted.step === cursor.step;
    position.placed = true;
    if (cursor.pass !== before.pass || this.turnsToStep(recording)) this.sendGraph(recording);
    else this.sendValues(recording);
  }

  /**
   * Stacks that show one copy turn to those that a step and its inputs are in: else what it does would not be seen. True if
   * one has turned.
   */
  private turnsToStep(recording: Recording): boolean {
    const { graph, steppedNode, folding } = this;
    const isTurning = ({ items }: Template) =>
      items.some(item => item.kind === 'repeat' && typeof item.fold === 'number');
    if (steppedNode === null || !graph?.templates.some(isTurning)) return false;
    // Inputs may be in other copies of the same stack: the step's own is shown.
    return folding.turnTo(this.outlineOf(recording), [...recording.inputs(steppedNode), steppedNode]);
  }

  private replay(): void {
    this.send({ type: 'opStyle', opStyle: this.opStyle });
    if (this.status !== null) this.send({ type: 'status', status: this.status });
    if (this.recording === null) return;
    this.sentPoints = -1;
    this.notFinite.replay();
    this.inquiry.replay();
    this.sendSeries(this.recording);
    this.sendGraph(this.recording);
  }

  private sendSeries(recording: Recording): void {
    const points = recording.passes.length + recording.logged.name.length;
    if (points === this.sentPoints) return;
    this.sentPoints = points;
    this.send({ type: 'series', series: seriesOf(recording) });
  }

  /** A script without plots needs no message about them. */
  private sendPlots(): void {
    const { recording, position } = this;
    if (recording === null || recording.plots.list.length + this.sentPlots === 0) return;
    const plots = plotsOf(recording, position.cursor, position.frames);
    this.sentPlots = plots.length;
    this.send({ type: 'plots', plots });
  }

  private sendGraph(recording: Recording): void {
    this.inquiry.turnTo(recording, this.position.cursor);
    this.graph = graphOf(recording, this.outlineOf(recording), this.folding, ++this.serial);
    this.look = firstLook(this.graph, FIRST_LOOK);
    this.send({ type: 'graph', graph: this.graph });
    this.sendValues(recording);
    this.sendLit();
  }

  private refold(change: (outline: Outline) => void): void {
    if (this.recording === null) return;
    change(this.outlineOf(this.recording));
    this.sendGraph(this.recording);
  }

  private reveal(node: number): void {
    if (this.recording === null) return;
    const outline = this.outlineOf(this.recording);
    if (this.folding.reveal(outline, node)) this.sendGraph(this.recording);
    this.send({ type: 'revealed', node, beside: besideOf(outline, node) });
  }

  private outlineOf(recording: Recording): Outline {
    const { pass } = this.position.cursor;
    const ids = this.inquiry.isolatedIds;
    const known = this.outline;
    const isSame = known?.recording === recording && known.size === recording.size && known.pass === pass;
    if (isSame && known.ids === ids) return known.of;
    const extent = extentOf(recording, pass);
    const of = outlineOf(recording, ids === null ? extent : partOf(extent, ids));
    this.outline = { of, recording, size: recording.size, pass, ids };
    return of;
  }

  private sendValues(recording: Recording): void {
    if (this.graph === null) return;
    const { cursor, marked } = this.position;
    this.send({ type: 'values', values: valuesOf(recording, this.graph.serial, this.look, cursor, marked) });
    this.notFinite.tell(recording, cursor);
    this.sendPlots();
    this.inquiry.turnTo(recording, this.position.cursor);
    this.inquiry.tell();
  }

  private sendLit(): void {
    const { recording, place, graph } = this;
    if (recording === null || graph === null) return;
    const nodes =
      place === null ? [] : nodesAround(recording, place, extentOf(recording, this.cursor.pass), this.cursor.pass);
    this.send({ type: 'lit', nodes: nodes.slice(0, MOST_LIT) });
  }
}
