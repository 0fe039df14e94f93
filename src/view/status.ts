/** What is said about a run and its picture. */

import type { Status } from '../protocol/panel';
import { basename } from '../recording/basename';
import { formatCount } from '../recording/format';
import type { Recording } from '../recording/recording';
import type { RunError } from '../recording/schema';

export interface Situation {
  title: string;
  /** The recording on show. */
  shown: Recording | null;
  /** The recording of the last run, or of the one under way. */
  latest: Recording | null;
  running: boolean;
  /** The text is not what the last run saw. */
  edited: boolean;
  /** A failed run's recording is on show by choice. */
  partial: boolean;
}

const EXAMPLE_HINT =
  "Import Value from 'tapelens', compute with it, and call backward() on the result: then the graph appears here.";
/** Where nothing can be run. */
const AGAIN_HINT =
  "Import Value from 'tapelens', compute with it, call backward() on the result, and export the script again.";

export function statusOf(situation: Situation): Status {
  const { title, latest, running, shown } = situation;
  const error = latest?.error ?? null;
  return {
    title,
    state: running ? 'running' : error !== null ? 'failed' : latest === null ? 'idle' : 'done',
    nodes: latest?.length ?? 0,
    passes: latest?.passes.length ?? 0,
    ms: latest?.ms ?? 0,
    stale: shown === null ? null : staleness(situation, error),
    error:
      error === null || running ? null : { message: error.message, hint: error.hint ?? '', place: placeText(error) },
    empty: shown === null && error === null && !running ? emptyText(latest) : null,
    partial:
      error === null || running || !latest?.length || (shown === latest && !situation.partial)
        ? null
        : { shown: situation.partial, nodes: latest.length },
  };
}

/** Of a recording that was read from a file. */
export function statusOfFile(title: string, recording: Recording, edited = false): Status {
  const shown = recording.isEmpty ? null : recording;
  const situation = { title, shown, latest: recording, running: false, edited, partial: false };
  const status = statusOf(situation);
  return { ...status, empty: status.empty && `${missingIn(recording)} ${AGAIN_HINT}`, fromFile: true };
}

/** Of a file that no recording could be read from; `problem` says why and what to do. */
export function statusOfBadFile(title: string, problem: string): Status {
  const nothing = { title, shown: null, latest: null, running: false, edited: false, partial: false };
  const error = { message: `${title} cannot be shown.`, hint: problem, place: '' };
  return { ...statusOf(nothing), state: 'failed', error, empty: null, fromFile: true };
}

function staleness({ shown, latest, running, edited, partial }: Situation, error: RunError | null): string | null {
  if (running) return shown === latest ? null : 'Stale: of the run before';
  if (error !== null && (partial || shown === latest)) return 'Incomplete: as far as the run came';
  if (error !== null) return 'Stale: of the last run that worked';
  if (shown !== latest) return 'Stale: the last run made no values';
  return edited ? 'Stale: the text has changed since' : null;
}

/** What to do about a run that made nothing to see; null: there was none yet. */
export function emptyText(latest: Recording | null): string {
  if (latest === null) return EXAMPLE_HINT;
  return `${missingIn(latest)} ${EXAMPLE_HINT}`;
}

function missingIn({ files }: Recording): string {
  const isBlank = (files[0]?.text ?? '').trim() === '';
  return isBlank ? 'The file is empty.' : 'The script ran and made no Value.';
}

/** `neuron.ts:7:3`, empty if unknown. */
export function placeText({ place }: RunError): string {
  return place === undefined ? '' : `${basename(place.file)}:${place.line}:${place.col}`;
}

/** `12 nodes, 1 pass`. */
export function countText(recording: Recording): string {
  const plural = (count: number, one: string, many: string) => `${formatCount(count)} ${count === 1 ? one : many}`;
  return `${plural(recording.length, 'node', 'nodes')}, ${plural(recording.passes.length, 'pass', 'passes')}`;
}
