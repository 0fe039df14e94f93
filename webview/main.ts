/** Brings the panel up: store, views, layout worker and keys, wired to a channel. */

import { render } from 'lit-html';
import type { ToPanel } from '../src/protocol/panel';
import { type Actions, createActions } from './actions';
import type { Channel, PanelOptions } from './channel';
import { run } from './commands';
import { Cover } from './cover';
import { layoutWorker } from './elk';
import { FarView, MapView } from './far';
import { FileDrawer } from './fileDrawer';
import { Glide } from './glide';
import { Layouter } from './graph/layouter';
import { type DrawStyle, drawStyle } from './graph/measure';
import { graphStyles } from './graph/paint';
import { readTransform } from './graph/viewport';
import { type Command, commandOf, isWalk, type PageCommand, type Place, WALKS } from './keys';
import { Looker } from './looker';
import { Palette } from './palette';
import { Player } from './player';
import type { Action } from './state/action';
import { needsLayout } from './state/pictures';
import { reduce, SLOW_MS } from './state/reduce';
import { approaching, isArrived, revealing, revealingKey, revealingStep, showing } from './state/revealing';
import { initialState, type State } from './state/state';
import { app } from './views/app';

/** Takes over `root` for good; messages go through `channel`. Sends `ready` once it can be sent to. */
export function start(root: HTMLElement, channel: Channel, options: PanelOptions): void {
  const panel = new Panel(root, channel, options);
  channel.onMessage(message => panel.dispatch(message));
  channel.post({ type: 'ready' });
  panel.askAgain();
}

/** A little longer than the style sheet's transition. */
const SETTLE_MS = 300;

class Panel {
  private state: State;
  private readonly act: Actions;
  private readonly layouter: Layouter;
  private readonly player: Player;
  private readonly glide: Glide;
  private readonly looker: Looker;
  private readonly files: FileDrawer;
  private readonly cover: Cover;
  private readonly far: FarView;
  private readonly map: MapView;
  private isDrawDue = false;
  private settled: ReturnType<typeof setTimeout> | undefined;
  /** The graph and op style that were last sent to the layouter. */
  private asked: readonly [unknown, unknown] = [null, null];

  constructor(
    private readonly root: HTMLElement,
    channel: Channel,
    private readonly options: PanelOptions,
  ) {
    this.state = restored(options.memory.get());
    const state = (): State => this.state;
    this.act = createActions(state, action => this.dispatch(action), channel.post);
    this.player = new Player(state, this.act.seek);
    this.layouter = new Layouter(() => layoutWorker(options.workerSource));
    const palette = new Palette(root, () => this.scheduleDraw());
    // Reading the colours takes some milliseconds: they are there before a picture is.
    setTimeout(() => palette.theme);
    this.far = new FarView(palette);
    this.map = new MapView(palette);
    this.looker = new Looker(channel.post);
    this.files = new FileDrawer(channel.post);
    this.cover = new Cover(root, boxes => this.dispatch({ type: 'covered', boxes }));
    this.glide = new Glide(state, transform => this.dispatch({ type: 'viewed', transform }));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles()];
    document.addEventListener('keydown', event => this.onKey(event));
    this.draw();
    this.remember();
    this.observe();
  }

  /** A page that comes up again asks what the one before had asked. */
  askAgain(): void {
    const { selected, search } = this.state;
    if (selected !== null) this.act.select(selected);
    if (search) this.act.search(search.text);
  }

  dispatch(event: ToPanel | Action): void {
    if (event.type === 'draw') this.files.ask(event, this.state);
    const before = this.state;
    this.state = reduce(before, event);
    if (this.state === before) return;
    this.player.update();
    this.looker.update(this.state);
    this.files.update(this.state);
    this.layOut();
    this.followMarks(before);
    this.go();
    this.watchRun(before);
    if (remembered(this.state).some((value, i) => value !== remembered(before)[i])) this.remember();
    this.scheduleDraw();
    if (before.search === null && this.state.search !== null) this.focusFind();
  }

  private scheduleDraw(): void {
    if (this.isDrawDue) return;
    this.isDrawDue = true;
    requestAnimationFrame(() => {
      this.isDrawDue = false;
      this.draw();
    });
  }

  private draw(): void {
    const focused = this.focusedKey();
    render(app({ state: this.state, act: this.act }), this.root);
    if (focused !== null) this.keepFocus(focused);
    const [far, map] = ['far', 'map'].map(name => this.root.querySelector<HTMLCanvasElement>(`canvas.${name}`));
    if (far) this.far.paint(far, this.state);
    if (map) this.map.paint(map, this.state);
    this.cover.update(this.state);
  }

  /** The key of what the keyboard is on; empty: a picture in which there is nothing to be on; null: something outside of it. */
  private focusedKey(): string | null {
    const { activeElement } = document;
    if (!activeElement || !this.root.contains(activeElement)) return null;
    return activeElement.matches('svg.tl-graph') ? '' : activeElement.getAttribute('data-key');
  }

  /**
   * A group that opens becomes another element, a copy goes into its stack, and from afar values are none: the focus goes on
   * with what it was on.
   */
  private keepFocus(key: string): void {
    const at = (wanted: string | null) => this.root.querySelector<SVGElement>(`[data-key="${wanted}"]`);
    const element = at(this.state.rover) ?? at(key) ?? this.root.querySelector<SVGElement>('svg.tl-graph[tabindex]');
    if (element !== document.activeElement) element?.focus({ preventScroll: true });
  }

  private layOut(): void {
    const { graph, values, opStyle } = this.state;
    if (!graph || !values || !needsLayout(this.state) || (this.asked[0] === graph && this.asked[1] === opStyle)) return;
    this.asked = [graph, opStyle];
    void this.layouter.layout(graph, this.styleOf(graph, values, opStyle)).then(scene => {
      if (!scene) return;
      // The first picture is where it belongs at once.
      if (this.state.picture) this.settle();
      this.dispatch({ type: 'placed', scene, values });
    });
  }

  /** For the length of a glide, what moves does so smoothly: see the style sheet. */
  private settle(): void {
    this.root.classList.add('is-settling');
    clearTimeout(this.settled);
    this.settled = setTimeout(() => this.root.classList.remove('is-settling'), SETTLE_MS);
  }

  /** What is opened or closed in a picture is drawn in the picture's style: what stays does not change its size. */
  private styleOf(...[graph, values, opStyle]: Parameters<typeof drawStyle>): DrawStyle {
    const { picture } = this.state;
    const style = picture?.scene.style;
    return style?.opStyle === opStyle && picture?.graph.lineage === graph.lineage
      ? style
      : drawStyle(graph, values, opStyle);
  }

  /** What was lit or stepped just now comes into view. */
  private followMarks(before: State): void {
    const stepped = this.state.picture?.numbers?.step?.node;
    const isStep = stepped !== undefined && stepped !== before.picture?.numbers?.step?.node;
    const isLit = this.state.lit !== before.lit;
    const target = isLit ? revealing(this.state, this.state.lit) : isStep ? revealingStep(this.state) : null;
    if (target) this.glide.to(target);
  }

  /** To the value that shall come into view, once it is drawn. */
  private go(): void {
    const { going } = this.state;
    if (going === null || !isArrived(this.state)) return;
    const target = showing(this.state, going.node);
    this.dispatch({ type: 'going', node: null });
    if (target) this.glide.to(target);
  }

  private watchRun(before: State): void {
    if (this.state.status.state !== 'running' || before.status.state === 'running') return;
    setTimeout(() => this.dispatch({ type: 'slow' }), SLOW_MS);
  }

  private remember(): void {
    const { transform, framing, opStyle, selected, search } = this.state;
    const { k, x, y } = transform;
    const view = framing === 'own' ? { k, x, y } : null;
    this.options.memory.set({
      transform: view,
      whole: framing === 'whole',
      opStyle,
      selected,
      search: search?.text ?? null,
    });
  }

  private observe(): void {
    const canvas = this.root.querySelector('.canvas');
    const chart = this.root.querySelector('.chart-box');
    const observer = new ResizeObserver(entries => {
      for (const { target, contentRect } of entries) {
        const { width, height } = contentRect;
        if (target === canvas) this.dispatch({ type: 'resized', size: { width, height } });
        else this.dispatch({ type: 'chartResized', width: Math.floor(width) });
      }
    });
    for (const element of [canvas, chart]) if (element) observer.observe(element);
  }

  private onKey(event: KeyboardEvent): void {
    const command = commandOf(event, placeOf(event.target));
    if (!command) return;
    event.preventDefault();
    if (isWalk(command)) {
      this.dispatch({ type: 'walked', walk: WALKS[command] });
      this.focusRover();
    } else if (command === 'find') {
      this.act.openSearch();
      this.focusFind();
    } else if (command !== 'choose' || !this.approach()) this.run(command, event);
  }

  private run(command: Exclude<Command, PageCommand>, event: KeyboardEvent): void {
    const { selected, related, pathFrom, search } = this.state;
    const isLast = selected === null && related === null && pathFrom === null && search === null;
    if (command === 'leave' && isLast && event.target instanceof SVGElement) event.target.blur();
    run(command, this.state, this.act);
  }

  private focusFind(): void {
    this.draw();
    this.root.querySelector<HTMLInputElement>('#find')?.select();
  }

  /** From afar, goes to what the keyboard is on; whether there is any nearer to go. */
  private approach(): boolean {
    const target = approaching(this.state);
    if (target) this.glide.to(target);
    return target !== null;
  }

  private focusRover(): void {
    const { rover } = this.state;
    if (rover === null) return;
    this.draw();
    this.root.querySelector<SVGElement>(`[data-key="${rover}"]`)?.focus({ preventScroll: true });
    const target = revealingKey(this.state, rover);
    if (target) this.glide.to(target);
  }
}

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'page';
  if (target.closest('[data-key]')) return 'node';
  if (target.matches('.picture')) return 'picture';
  if (target.closest('.chart')) return 'chart';
  if (target.closest('input, select, textarea, dialog')) return 'field';
  return target.closest('button, a, vscode-button') ? 'control' : 'page';
}

/** What a page that comes up again begins with. */
function remembered({ transform, framing, opStyle, selected, search }: State): unknown[] {
  return [transform, framing, opStyle, selected, search?.text];
}

function restored(stored: unknown): State {
  if (typeof stored !== 'object' || stored === null) return initialState;
  const { transform, whole, opStyle, selected, search } = stored as Record<string, unknown>;
  const view = readTransform(transform);
  return {
    ...initialState,
    transform: view ?? initialState.transform,
    framing: view !== null ? 'own' : whole === true ? 'whole' : 'first',
    opStyle: opStyle === 'node' ? 'node' : 'badge',
    selected: typeof selected === 'number' ? selected : null,
    search: typeof search === 'string' ? { text: search, found: null, at: -1 } : null,
  };
}

/** The picture's rules, in the theme's colours; made here because exported files take the same ones. */
function styles(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(graphStyles(colour => `var(--tl-${colour})`, 'var(--tl-mono)', 'var(--tl-sans)'));
  return sheet;
}
