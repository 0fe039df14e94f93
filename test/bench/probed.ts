/** What the probe in the page notes, and what it is asked. */
import type { ElkNode } from 'elkjs/lib/elk-api';

/** How far a picture came, and when. */
export interface Marks {
  /** The last graph message was here. */
  delivered: number;
  /** The layout worker answered last; 0 if it was not asked. */
  laidOut: number;
  /** Milliseconds during which it was computing. */
  computing: number;
  /** The picture's frame was over. */
  painted: number;
  /** It was painted on the canvas. */
  isFar: boolean;
}

export interface Frames {
  /** Milliseconds of each frame: of the main thread, and from one to the next. */
  busy: number[];
  between: number[];
}

/** Times are milliseconds since 1970. */
export interface Probed {
  /** Resolves when the panel is drawn and its worker is warm. */
  warm(): Promise<void>;
  /** The next picture is the one that is measured. The first one does not glide into its place. */
  expect(isFirst: boolean): Promise<void>;
  /** Resolves when the picture that is expected was painted. */
  painted(): Promise<Marks>;
  /** Presses a key; tells when. */
  press(key: string): Promise<number>;
  /** Posts to the host as the panel does; tells when. */
  ask(message: unknown): Promise<number>;
  /** Lays out a graph in the panel's worker with elkjs's own options; milliseconds until it is back. */
  layOut(graph: ElkNode): Promise<{ ms: number; graph: ElkNode }>;
  /** Turns the wheel in every frame: to and fro, or nearer and back. */
  move(kind: 'pan' | 'zoom', count: number): Promise<Frames>;
}
