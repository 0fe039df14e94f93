/** The Python that the peers run in. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const NAMED = process.env.TAPELENS_BENCH_PYTHON;
/** Debian's package python3-graphviz is for Debian's own Python, which need not be the first on the PATH. */
const CANDIDATES = NAMED ? [NAMED] : ['python3', '/usr/bin/python3'];

/** Prints the interpreter itself, for what is on the PATH may be a script that looks for it, then the versions. */
const PROBE = `
import platform, sys
print(sys.executable)
print(platform.python_version())
try:
    import graphviz
    print(graphviz.__version__)
except ImportError:
    print()
`;

export interface Python {
  command: string;
  /** As it is named in the report. */
  name: string;
  /** The package graphviz, if it can be imported. */
  graphviz: string;
}

/** The first Python that can import graphviz, else the first there is. */
export function findPython(): Python | undefined {
  const found = CANDIDATES.map(probe).filter(python => python !== undefined);
  return found.find(python => python.graphviz) ?? found[0];
}

function probe(command: string): Python | undefined {
  const { status, stdout } = spawnSync(command, ['-c', PROBE], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const [executable, version, graphviz] = stdout.split('\n');
  return { command: executable, name: `CPython ${version}`, graphviz };
}

/** The version of graphviz's program `dot`; undefined if it is not installed. */
export function findDot(): string | undefined {
  const { status, stderr } = spawnSync('dot', ['-V'], { encoding: 'utf8' });
  return status === 0 ? /version (\S+)/.exec(stderr)?.[1] : undefined;
}

/** Arguments that make Python run a script among the peers, and leave nothing compiled beside it. */
export function scriptArguments(name: string, ...args: string[]): string[] {
  return ['-B', peerFile(name), ...args];
}

/** Path of a file among the peers. */
export function peerFile(name: string): string {
  return path.join(import.meta.dirname, 'peers', name);
}
