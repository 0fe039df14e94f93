/**
 * The packaged panel in a browser, under the policy of a webview, answered by a PanelModel in this process: in the editor,
 * too, the host is another process than the page.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { Fold } from '../../src/protocol/graph';
import type { FromPanel, ToPanel } from '../../src/protocol/panel';
import type { Recording } from '../../src/recording/recording';
import { PanelModel } from '../../src/view/panelModel';
import { ROOT } from '../files';
import { launchChromium } from '../testHost/chromium';
import { THEMES, themeCss } from '../webview/themes';
import type { Frames, Marks, Probed } from './probed';
import { encode } from './wire';

const NONCE = 'YmVuY2gtcGFuZWw';
const SIZE = { width: 900, height: 800 };
const LIMIT_MS = 120_000;

/** Frames follow each other as fast as they are made: a clock of 60 Hz would hide what one costs. */
const FLAGS = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', ttf: 'font/ttf' };

/** Milliseconds from the question to the picture, and what they went into. */
export interface Shown {
  /** From the question, or from the graph's message, to the end of the picture's frame. */
  total: number;
  drawing: number;
  /** From the graph's message to the layout worker's last answer: everything has its place. */
  placing: number;
  /** Until the host had sent the graph; until it was in the page; in the layout worker; the rest. */
  host: number;
  message: number;
  layout: number;
  rest: number;
  isFar: boolean;
}

const now = () => performance.timeOrigin + performance.now();

/** One browser for all pages; closed with the last workload. */
let browser: Promise<Browser> | null = null;
let script: Promise<string> | null = null;

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = null;
}

async function probeScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(ROOT, 'test/bench/page/probe.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return outputFiles[0].text;
}

export class PanelPage {
  private readonly queue: ToPanel[] = [];
  private next: ServerResponse | null = null;
  private isMuted = false;
  private sent = 0;
  private readonly model = new PanelModel(message => this.send(message));

  private constructor(
    private readonly server: Server,
    private readonly page: Page,
  ) {}

  /** Resolves when the panel is up and its worker is warm; an empty page has neither. */
  static async open(name: '' | 'empty' = ''): Promise<PanelPage> {
    browser ??= launchChromium(FLAGS);
    script ??= probeScript();
    const probe = await script;
    let panel: PanelPage | undefined;
    const server = createServer((request, response) => {
      const name = (request.url ?? '').slice(1);
      if (name === 'next') panel?.poll(response);
      else if (name === 'post') void panel?.take(request, response);
      else serve(name, probe, response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const page = await (await browser).newPage({ viewport: SIZE, deviceScaleFactor: 1 });
    page.setDefaultTimeout(LIMIT_MS);
    page.on('pageerror', error => console.error(error));
    panel = new PanelPage(server, page);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`);
    if (name === '') await page.evaluate('probe.warm()');
    return panel;
  }

  async close(): Promise<void> {
    await this.page.close();
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Shows a recording with what opens by itself. */
  async show(recording: Recording): Promise<Shown> {
    await this.call('expect', true);
    const start = now();
    this.model.setRecording(recording);
    return this.shown(start);
  }

  /** Shows a recording with everything open at once, when the host has it ready. */
  async showOpen(recording: Recording): Promise<Shown> {
    this.isMuted = true;
    this.model.setRecording(recording);
    this.model.handle({ type: 'foldAll', open: true });
    this.isMuted = false;
    await this.call('expect', true);
    const start = now();
    this.model.handle({ type: 'ready' });
    return this.shown(start);
  }

  /** Presses the key that opens everything. */
  async openAll(): Promise<Shown> {
    return this.shown(await this.call('press', 'e'));
  }

  /** Opens or closes a group, as a click on it does. */
  async fold(group: number, fold: Fold): Promise<Shown> {
    const message: FromPanel = { type: 'fold', serial: this.graph.serial, group, fold };
    return this.shown(await this.call('ask', message));
  }

  /** What is on show. */
  get graph() {
    const { shown } = this.model;
    if (!shown) throw new Error('Nothing is on show.');
    return shown.graph;
  }

  /** Lays a graph out in the panel's worker, without the panel's options. */
  layOut(graph: Parameters<Probed['layOut']>[0]): ReturnType<Probed['layOut']> {
    return this.call('layOut', graph);
  }

  move(kind: 'pan' | 'zoom', count: number): Promise<Frames> {
    return this.call('move', kind, count);
  }

  private async shown(start: number): Promise<Shown> {
    const marks = await this.call<Marks>('painted');
    const { delivered, laidOut, computing, painted, isFar } = marks;
    const drawing = painted - delivered;
    return {
      total: painted - start,
      drawing,
      placing: laidOut - delivered,
      host: this.sent - start,
      message: delivered - this.sent,
      layout: computing,
      rest: drawing - computing,
      isFar,
    };
  }

  /** As text: the tests outside the browser are compiled without the types of a page. */
  private call<T>(name: string, ...args: unknown[]): Promise<T> {
    return this.page.evaluate(`probe.${name}(${args.map(arg => JSON.stringify(arg)).join()})`) as Promise<T>;
  }

  private send(message: ToPanel): void {
    if (this.isMuted) return;
    if (this.queue.push(message) === 1) setImmediate(() => this.flush());
    if (message.type === 'graph') this.sent = now();
  }

  private poll(response: ServerResponse): void {
    this.next = response;
    this.flush();
  }

  private flush(): void {
    if (!this.next || this.queue.length === 0) return;
    this.next.end(encode(this.queue.splice(0)));
    this.next = null;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const part of request) text += part;
    this.model.handle(JSON.parse(text));
    response.end();
  }
}

function serve(name: string, probe: string, response: ServerResponse): void {
  const origin = `http://${response.req.headers.host}`;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}'`,
    'worker-src blob:',
    ...['connect-src', 'style-src', 'font-src'].map(each => `${each} ${origin}`),
  ].join('; ');
  const made: Readonly<Record<string, string>> = {
    '': html(),
    empty: EMPTY,
    'probe.js': probe,
    'theme.css': themeCss('dark'),
  };
  const ending = name.slice(name.lastIndexOf('.') + 1);
  response.setHeader('content-type', TYPES[ending] ?? 'text/html');
  response.setHeader('content-security-policy', policy);
  try {
    response.end(made[name] ?? readFileSync(path.join(ROOT, 'dist/webview', path.basename(name.split('?')[0]))));
  } catch {
    response.writeHead(404).end();
  }
}

const EMPTY = `<!doctype html><title>Empty</title><script nonce="${NONCE}" src="/probe.js"></script>`;

const html = () => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Panel</title>
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/codicon.css"><link rel="stylesheet" href="/panel.css">
</head><body class="${THEMES.dark.bodyClass}"><div id="app" data-worker="/elk-worker.js"></div>
<script nonce="${NONCE}" src="/probe.js"></script><script nonce="${NONCE}" src="/panel.js"></script></body></html>`;
