/** What a screen reader is told of a change, politely: one sentence, for a later one takes its place. */

import { formatCount } from '../src/recording/format';
import { foldWords } from './graph/foldHead';
import type { Picture, State } from './state/state';
import { endsWords } from './terms';

/** null: nothing that is worth a word. */
export function announcement(before: State, after: State): string | null {
  return ofRun(before, after) ?? ofPicture(before, after) ?? ofStep(before.picture, after.picture);
}

/** The beginning of a run is told once it takes a while, its end always; the error is read out with what to do. */
function ofRun(before: State, after: State): string | null {
  const { status } = after;
  if (after.slow && !before.slow) return 'Running';
  if (status.error && status.error !== before.status.error && status.error.message !== before.status.error?.message) {
    const { message, hint } = status.error;
    return `The run failed: ${message} ${hint}`.trim();
  }
  if (before.status.state === 'running' && status.state === 'done') return `The run ended: ${counts(after)}`;
  if (status.stale !== null && status.stale !== before.status.stale) return `The picture: ${status.stale}`;
  return null;
}

function counts({ status: { nodes, passes } }: State): string {
  const values = `${formatCount(nodes)} ${nodes === 1 ? 'value' : 'values'}`;
  return `${values}, ${formatCount(passes)} ${passes === 1 ? 'pass' : 'passes'}`;
}

/** What was opened or closed, and what was left out of the layout. */
function ofPicture(before: State, { picture, sight, rover }: State): string | null {
  if (!picture || !before.picture || picture.layout === before.picture.layout) return null;
  const { note } = picture.scene;
  if (note && note !== before.picture.scene.note) return note;
  const foldAt = (at: string | null) => sight?.folds.find(({ key }) => key === at);
  // Of a stack whose copies are now all shown, the keyboard is on the one that was.
  const fold = (before.anchor === before.rover ? foldAt(rover) : undefined) ?? foldAt(before.anchor);
  if (fold) return `${fold.item.name}, ${foldWords(fold.item)}, ${fold.item.template === null ? 'closed' : 'open'}`;
  if (picture.graph.drawn === before.picture.graph.drawn) return null;
  return `${formatCount(picture.graph.drawn)} of ${formatCount(picture.graph.total)} values drawn`;
}

/** The chain rule of the step that the cursor came to. */
function ofStep(before: Picture | null, after: Picture | null): string | null {
  const [was, is] = [before?.numbers, after?.numbers];
  if (!is || is.cursor.pass < 0) return null;
  if (was?.cursor.pass === is.cursor.pass && was.cursor.step === is.cursor.step) return null;
  return is.step?.sentence ?? endsWords(is);
}
