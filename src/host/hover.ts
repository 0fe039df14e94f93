/** Hovers: what the last run saw at a variable or expression. They read the recording and never run anything. */
import * as vscode from 'vscode';
import { countWords, type Facts, factsAround } from '../view/facts';
import { lastCursor } from '../view/values';
import type { Panels } from './panels';
import { fileIndex, offsetThen, rangeNow } from './places';
import type { Sessions } from './sessions';

export class ValueHover implements vscode.HoverProvider {
  constructor(
    private readonly sessions: Sessions,
    private readonly panels: Panels,
  ) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const session = this.sessions.get(document);
    const recording = session?.recording;
    if (session === undefined || !recording) return undefined;
    const file = fileIndex(session, recording);
    const offset = offsetThen(session, recording, position);
    if (file < 0 || offset === undefined) return undefined;
    // What is hovered agrees with what is shown: a panel that is stepping is in the middle of a pass.
    const cursor = this.panels.get(session)?.model.cursor ?? lastCursor(recording);
    const facts = factsAround(recording, { file, offset }, cursor);
    const range = facts === null ? undefined : rangeNow(session, recording, facts.start, facts.end);
    return facts === null || range === undefined ? undefined : new vscode.Hover(markdown(facts), range);
  }
}

function markdown(facts: Facts): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const rows: [string, string][] = [
    ['value', facts.value],
    ['tensor', facts.tensor],
    ['data', facts.data],
    ['grad', facts.grad],
    ['op', facts.op],
    ['inputs', facts.inputs.join(', ')],
    ['made in', facts.scope.join(' › ')],
    ['seen', countWords(facts.count)],
  ];
  text.appendMarkdown('**Tapelens** ');
  text.appendMarkdown(`${code(facts.title)}\n\n`);
  text.appendMarkdown('| | |\n|---|---|\n');
  for (const [name, value] of rows) if (value !== '') text.appendMarkdown(`| ${name} | ${code(value)} |\n`);
  return text;
}

/** As code in a table's cell, whatever is in it. */
function code(value: string): string {
  const quoted = value.replace(/\|/g, '\\|');
  return value.includes('`') ? `\`\` ${quoted} \`\`` : `\`${quoted}\``;
}
