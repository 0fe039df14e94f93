/** Gets kernels ready: the build that was asked for if this machine takes it, else the plain one. */
import { WASM as DETERMINISTIC } from './generated/deterministic';
import { WASM as RELAXED } from './generated/relaxed';
import type { Build, KernelFunctions, Kernels } from './kernels';
import { plainKernels } from './plain';

/** What is used of WebAssembly; Node's types do not have it. */
interface WebAssemblyApi {
  validate(wasm: Uint8Array): boolean;
  Module: new (wasm: Uint8Array) => object;
  Memory: new (pages: { initial: number; maximum: number }) => { buffer: ArrayBuffer };
  Instance: new (
    module: object,
    imports: { env: { memory: object } },
  ) => { exports: KernelFunctions & { start: { value: number } } };
  CompileError: new () => Error;
}

const PAGE = 65536;
/** Pages that are never written cost nothing but addresses. */
const DEFAULT_BYTES = 128 * 1024 * 1024;

export interface KernelOptions {
  /** `relaxed` is chosen only on demand, for its numbers differ from machine to machine. */
  build?: Build;
  /** Size of the memory, rounded up to pages of 64 KiB. */
  bytes?: number;
}

/**
 * Kernels with a memory of their own, at once. The plain ones where there is no WebAssembly, where it has no SIMD or, for
 * `relaxed`, no fused operations, and where making code is forbidden.
 * @throws RangeError if there is no such memory.
 */
export function loadKernels({ build = 'deterministic', bytes = DEFAULT_BYTES }: KernelOptions = {}): Kernels {
  const { WebAssembly } = globalThis as { WebAssembly?: WebAssemblyApi };
  if (build === 'plain' || !WebAssembly) return plainKernels(bytes);
  const module = compiled(WebAssembly, decode(build === 'relaxed' ? RELAXED : DETERMINISTIC));
  return module ? instantiated(WebAssembly, module, build, bytes) : plainKernels(bytes);
}

function compiled(WebAssembly: WebAssemblyApi, wasm: Uint8Array): object | undefined {
  if (!WebAssembly.validate(wasm)) return undefined;
  try {
    return new WebAssembly.Module(wasm);
  } catch (error) {
    // A page's security policy forbids it
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

function instantiated(WebAssembly: WebAssemblyApi, module: object, build: Build, bytes: number): Kernels {
  const pages = Math.ceil(bytes / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { start, ...functions } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  return { ...functions, build, buffer: memory.buffer, start: Math.ceil(start.value / 64) * 64 };
}

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
}
