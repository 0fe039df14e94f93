/** Asks a panel's page to draw a file, one at a time. */
import * as vscode from 'vscode';
import type { FromPanel } from '../protocol/panel';
import { Disposable } from './dispose';

type Answer = Extract<FromPanel, { type: 'drawn' | 'notDrawn' }>;

interface Asked {
  request: number;
  scale: number | null;
  resolve(file: string | Uint8Array): void;
  reject(reason: Error): void;
}

/** A page that was closed while it drew never answers. */
const PATIENCE_MS = 60_000;

export class Drawing extends Disposable {
  private asked: Asked | null = null;
  private count = 0;

  /** `send` asks the page; it throws if there is nothing to draw. */
  constructor(private readonly send: (request: number, scale: number | null) => void) {
    super();
    this.register({ dispose: () => this.fail('the panel was closed. Open it and export again.') });
  }

  ask(scale: number | null, token: vscode.CancellationToken): Promise<string | Uint8Array> {
    this.fail('another export was begun.');
    const request = ++this.count;
    const late = setTimeout(() => this.fail('the panel does not answer. Close it and export again.'), PATIENCE_MS);
    const cancelled = token.onCancellationRequested(() => this.asked?.reject(new vscode.CancellationError()));
    return new Promise<string | Uint8Array>((resolve, reject) => {
      this.asked = { request, scale, resolve, reject };
      this.send(request, scale);
    }).finally(() => {
      clearTimeout(late);
      cancelled.dispose();
      if (this.asked?.request === request) this.asked = null;
    });
  }

  /** The page is up, or up again, and knows nothing of what it was asked before. */
  again(): void {
    const { asked } = this;
    if (asked === null) return;
    try {
      this.send(asked.request, asked.scale);
    } catch (error) {
      asked.reject(error as Error);
    }
  }

  answer(answer: Answer): void {
    if (this.asked?.request !== answer.request) return;
    if (answer.type === 'drawn') this.asked.resolve(answer.file);
    else this.asked.reject(new Error(answer.why));
  }

  private fail(why: string): void {
    this.asked?.reject(new Error(why));
  }
}
