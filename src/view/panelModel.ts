/**
 * Answers a panel from a recording. It remembers what the panel must not: the cursor, the focus, what is lit; so that
 * a panel that comes up again is sent everything, and looks as it was.
 */
import type { Cursor, FromPanel, Graph, OpStyle, Status, ToPanel } from '../protocol/panel';
import { timelineOf } from '../recording/queries/timeline';
import type { Recording } from '../recording/recording';
import { graphOf } from './graph';
import { clampCursor, lastCursor, lossSeries, valuesOf } from './values';

export class PanelModel {
  private recording: Recording | null = null;
  private graph: Graph | null = null;
  private at: Cursor = { pass: -1, step: 0 };
  /** The user went somewhere: new passes no longer move the cursor along. */
  private placed = false;
  private focus: number | null = null;
  private status: Status | null = null;
  private lit: number[] = [];
  private sentPoints = -1;

  constructor(
    private readonly send: (message: ToPanel) => void,
    private opStyle: OpStyle = 'badge',
  ) {}

  /** Where in the run the picture is. */
  get cursor(): Cursor {
    return this.at;
  }

  /** The node whose step the cursor stands after; null at the start of a pass and with the whole tape. */
  get steppedNode(): number | null {
    const { pass, step } = this.at;
    if (this.recording === null || pass < 0 || step === 0) return null;
    return timelineOf(this.recording, pass).steps[step - 1];
  }

  setStatus(status: Status): void {
    this.status = status;
    this.send({ type: 'status', status });
  }

  /** Shows a recording, or one that has grown. Another recording resets the cursor and the focus. */
  setRecording(recording: Recording): void {
    if (recording !== this.recording) {
      this.recording = recording;
      this.placed = false;
      this.focus = null;
      this.lit = [];
      this.sentPoints = -1;
    }
    this.at = this.placed ? clampCursor(recording, this.at) : lastCursor(recording);
    this.sendSeries(recording);
    this.sendGraph(recording);
  }

  /** Lights the nodes that the editor's cursor stands on, as far as they are visible. */
  setLit(nodes: ArrayLike<number>): void {
    const visible = new Set(this.graph?.nodes.map(node => node.id));
    this.lit = Array.from(nodes).filter(node => visible.has(node));
    this.send({ type: 'lit', nodes: this.lit });
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
      case 'focus':
        this.focus = message.node;
        if (this.recording !== null) this.sendGraph(this.recording);
        break;
      case 'opStyle':
        this.opStyle = message.opStyle;
        this.send({ type: 'opStyle', opStyle: this.opStyle });
        break;
    }
  }

  private seek(cursor: Cursor): void {
    if (this.recording === null) return;
    const before = this.at.pass;
    this.at = clampCursor(this.recording, cursor);
    this.placed = true;
    if (this.at.pass !== before) {
      this.focus = null;
      this.sendGraph(this.recording);
    } else this.sendValues(this.recording);
  }

  private replay(): void {
    this.send({ type: 'opStyle', opStyle: this.opStyle });
    if (this.status !== null) this.send({ type: 'status', status: this.status });
    if (this.recording === null) return;
    this.sentPoints = -1;
    this.sendSeries(this.recording);
    this.graph = null;
    this.sendGraph(this.recording);
    this.send({ type: 'lit', nodes: this.lit });
  }

  private sendSeries(recording: Recording): void {
    if (recording.passes.length === this.sentPoints) return;
    this.sentPoints = recording.passes.length;
    this.send({ type: 'series', series: lossSeries(recording) });
  }

  private sendGraph(recording: Recording): void {
    const graph = graphOf(recording, this.at.pass, this.focus);
    this.graph = graph;
    this.send({ type: 'graph', graph });
    this.sendValues(recording);
  }

  private sendValues(recording: Recording): void {
    if (this.graph === null) return;
    const values = valuesOf(recording, this.graph, this.at);
    // At first it is the result that is shown: no step is marked until the user has gone to one.
    this.send({ type: 'values', values: this.placed ? values : { ...values, step: null } });
  }
}
