/** Stands in for @vscode/spdlog, a native module: the calls that VS Code makes, writing to the same files. */
import fs from 'node:fs';
import path from 'node:path';

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

export class Logger {
  readonly name: string;
  readonly #file: string;
  #level = LEVELS.indexOf('info');

  constructor(_kind: string, name: string, file: string) {
    this.name = name;
    this.#file = file;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }

  trace(message: string): void {
    this.#write(0, message);
  }
  debug(message: string): void {
    this.#write(1, message);
  }
  info(message: string): void {
    this.#write(2, message);
  }
  warn(message: string): void {
    this.#write(3, message);
  }
  error(message: string): void {
    this.#write(4, message);
  }
  critical(message: string): void {
    this.#write(5, message);
  }

  getLevel(): number {
    return this.#level;
  }
  setLevel(level: number): void {
    this.#level = level;
  }

  clearFormatters(): undefined {
    return undefined;
  }
  setPattern(): undefined {
    return undefined;
  }
  flush(): undefined {
    return undefined;
  }
  drop(): undefined {
    return undefined;
  }

  #write(level: number, message: string): void {
    // The folder goes away while the server ends; a log line is not worth a crash then.
    if (level < this.#level || !fs.existsSync(path.dirname(this.#file))) return;
    fs.appendFileSync(this.#file, `${new Date().toISOString()} [${LEVELS[level]}] ${message}\n`);
  }
}

export const version = 0;

export function setLevel(): undefined {
  return undefined;
}

export function setFlushOn(): undefined {
  return undefined;
}

export async function createRotatingLogger(name: string, file: string): Promise<Logger> {
  return new Logger('rotating', name, file);
}

export async function createAsyncRotatingLogger(name: string, file: string): Promise<Logger> {
  return new Logger('rotating_async', name, file);
}
