import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NodeEvaluator } from '../../src/evaluator/node/evaluator';
import { Sessions } from '../../src/host/sessions';

const UNUSED = {} as NodeEvaluator;

/** A document as far as sessions look at one that is not run. */
const untitled = (name: string) =>
  ({ uri: vscode.Uri.from({ scheme: 'untitled', path: name }) }) as vscode.TextDocument;

describe('Sessions', () => {
  it('has one session a document', () => {
    const sessions = new Sessions(UNUSED);
    const document = untitled('Untitled-1');
    assert.equal(sessions.open(document), sessions.open(document));
    assert.equal(sessions.get(document), sessions.open(document));
    assert.equal(sessions.get(untitled('Untitled-2')), undefined);
    sessions.dispose();
  });

  it('has another for a document that has the name of one closed before', () => {
    const sessions = new Sessions(UNUSED);
    const [old, now] = [untitled('Untitled-1'), untitled('Untitled-1')];
    const first = sessions.open(old);
    let closed = false;
    first.onDidClose(() => {
      closed = true;
    });
    assert.equal(sessions.get(now), undefined);
    const second = sessions.open(now);
    assert.equal(second.document, now);
    assert.ok(closed, 'the session of the closed document is left');
    assert.equal(sessions.get(old), undefined);
    assert.equal(sessions.get(now), second);
    sessions.dispose();
  });
});
