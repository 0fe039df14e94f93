/** Running another program and timing it from its start to its end. */
import { execFile } from 'node:child_process';
import { ROOT } from '../files';

/**
 * @param env - Variables besides those of this process.
 * @returns What it printed, and the milliseconds it took. Rejects with what it printed as errors if it fails.
 */
export function runProgram(
  command: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ stdout: string; ms: number }> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    execFile(
      command,
      args,
      { cwd: ROOT, maxBuffer: 1 << 26, env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`${error.message}\n${stderr}`));
        else resolve({ stdout, ms: performance.now() - start });
      },
    );
  });
}
