/** Exports what is shown: asks as what and where to, and says what went wrong. */
import * as vscode from 'vscode';
import { exhibitShown } from '../exporters/exhibit';
import { EXPORTERS } from '../exporters/exporters';
import { FORMAT_INFO, FORMATS, type Format, SCALES, USUAL_SCALE } from '../exporters/formats';
import { basename } from '../recording/basename';
import type { Panel } from './panel';
import type { Panels } from './panels';
import type { Sessions } from './sessions';
import type { Shown } from './shown';

/** What a key binding or another extension may say in advance; everything else is asked. */
interface Wish {
  format?: Format;
  /** Of a PNG. */
  scale?: number;
  /** Where to. */
  target?: vscode.Uri;
}

export class Exporting {
  constructor(
    private readonly sessions: Sessions,
    private readonly panels: Panels,
    private readonly extension: vscode.Uri,
  ) {}

  /** Resolves with the file that was written; undefined if the user has thought better of it. */
  async run(argument?: unknown): Promise<vscode.Uri | undefined> {
    const shown = this.shown();
    const wish = wishOf(argument);
    const format = wish.format ?? (await askFormat());
    if (format === undefined) return undefined;
    const scale = format !== 'png' ? null : (wish.scale ?? (await askScale()));
    if (scale === undefined) return undefined;
    const target = wish.target ?? (await askTarget(shown, format));
    if (target === undefined) return undefined;
    // An export from an editor has a picture, too: that of its panel.
    const panel = this.panels.get(shown) ?? this.panels.show(shown);
    try {
      await save(target, token => this.contentOf(panel, format, scale, token));
    } catch (error) {
      if (error instanceof vscode.CancellationError) return undefined;
      throw new Error(`the export failed: ${(error as Error).message}`);
    }
    void offerToOpen(target, format);
    return target;
  }

  /** What is meant: the panel with the focus, else what the editor's script made, else a panel that can be seen. */
  private shown(): Shown {
    const document = vscode.window.activeTextEditor?.document;
    const session = document && this.sessions.get(document);
    const shown = this.panels.active()?.shown ?? session ?? this.panels.inFront();
    if (!shown?.recording) {
      throw new Error('there is nothing to export yet. Run Visualize Graph on a script, or open a recording.');
    }
    return shown;
  }

  private async contentOf(
    panel: Panel,
    format: Format,
    scale: number | null,
    token: vscode.CancellationToken,
  ): Promise<Uint8Array> {
    const content = await (format === 'svg' || format === 'png'
      ? panel.draw(scale, token)
      : EXPORTERS[format](exhibitOf(panel), path => this.readOwn(path)));
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  }

  private async readOwn(path: string): Promise<Uint8Array> {
    return vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extension, path));
  }
}

function exhibitOf({ model }: Panel) {
  if (model.shown === null) throw new Error('the panel shows nothing yet.');
  return exhibitShown(model.shown);
}

function wishOf(argument: unknown): Wish {
  if (typeof argument !== 'object' || argument === null || argument instanceof vscode.Uri) return {};
  const { format, scale, target } = argument as Record<keyof Wish, unknown>;
  return {
    format: FORMATS.find(each => each === format),
    scale: SCALES.find(each => each === scale),
    target: target instanceof vscode.Uri ? target : undefined,
  };
}

async function askFormat(): Promise<Format | undefined> {
  const formats = Object.keys(FORMAT_INFO) as Format[];
  const items = formats.map(format => {
    const { title, detail, endings } = FORMAT_INFO[format];
    return { label: title, description: `.${endings[0]}`, detail, format };
  });
  const chosen = await vscode.window.showQuickPick(items, { title: 'Export', placeHolder: 'As what?' });
  return chosen?.format;
}

async function askScale(): Promise<number | undefined> {
  const items = SCALES.map(scale => ({
    label: `${scale}×`,
    description: scale === USUAL_SCALE ? 'for most screens' : '',
    scale,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Export PNG', placeHolder: 'At what scale?' });
  return chosen?.scale;
}

function askTarget({ uri }: Shown, format: Format): Thenable<vscode.Uri | undefined> {
  const { title, endings } = FORMAT_INFO[format];
  const name = `${basename(uri.path).replace(/\.\w+$/, '')}.${endings[0]}`;
  const folder =
    uri.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(uri, '..');
  return vscode.window.showSaveDialog({
    title: `Export ${title}`,
    defaultUri: folder && vscode.Uri.joinPath(folder, name),
    filters: { [title]: [...endings] },
  });
}

async function save(target: vscode.Uri, make: (token: vscode.CancellationToken) => Promise<Uint8Array>): Promise<void> {
  const title = `Tapelens: exporting ${basename(target.path)}`;
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const content = await make(token);
    if (token.isCancellationRequested) throw new vscode.CancellationError();
    await vscode.workspace.fs.writeFile(target, content);
  });
}

async function offerToOpen(target: vscode.Uri, format: Format): Promise<void> {
  const open = 'Open the File';
  const said = `Tapelens: exported to ${basename(target.path)}.`;
  if ((await vscode.window.showInformationMessage(said, open)) !== open) return;
  // A page belongs into a browser, if there is one on the machine where the file is.
  const isForBrowser = format === 'html' && target.scheme === 'file' && vscode.env.remoteName === undefined;
  if (isForBrowser) await vscode.env.openExternal(target);
  else await vscode.commands.executeCommand('vscode.open', target);
}
