import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { NEURON } from './scripts';

const pause = (ms: number) => new Promise(done => setTimeout(done, ms));

const [folder] = vscode.workspace.workspaceFolders ?? [];

const inFolder = (name: string) => vscode.Uri.joinPath(folder.uri, name);

const write = (name: string, text: string) =>
  vscode.workspace.fs.writeFile(inFolder(name), new TextEncoder().encode(text));

const read = async (uri: vscode.Uri) => Buffer.from(await vscode.workspace.fs.readFile(uri));

/** Exports what is shown, with nothing left to ask. */
const exportAs = (format: string, name: string, scale?: number) =>
  vscode.commands.executeCommand<vscode.Uri | undefined>('tapelens.export', { format, scale, target: inFolder(name) });

const tabs = () => vscode.window.tabGroups.all.flatMap(group => group.tabs);

async function customTab(): Promise<vscode.Tab | undefined> {
  const isOurs = ({ input }: vscode.Tab) =>
    input instanceof vscode.TabInputCustom && input.viewType === 'tapelens.recording';
  for (let i = 0; i < 50 && !tabs().some(isOurs); i++) await pause(100);
  return tabs().find(isOurs);
}

describe('Export', () => {
  before(async () => {
    await write('neuron.ts', NEURON);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(inFolder('neuron.ts')));
    await vscode.commands.executeCommand('tapelens.visualize');
  });
  after(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('writes the picture of the panel as SVG', async () => {
    const uri = await exportAs('svg', 'neuron.svg');
    assert.equal(uri?.toString(), inFolder('neuron.svg').toString());
    const text = String(await read(inFolder('neuron.svg')));
    assert.match(text, /^<svg /);
    for (const each of ['0.7071', 'tanh', '-1.5']) assert.ok(text.includes(`>${each}<`), each);
  });

  it('writes it as PNG, larger by the scale', async () => {
    await exportAs('png', 'one.png', 1);
    await exportAs('png', 'three.png', 3);
    const [one, three] = [await read(inFolder('one.png')), await read(inFolder('three.png'))];
    for (const png of [one, three]) assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
    const widths = [one, three].map(png => png.readUInt32BE(16));
    assert.ok(Math.abs(widths[1] - 3 * widths[0]) <= 3, widths.join(', '));
  });

  for (const [format, name, says] of [
    ['dot', 'neuron.dot', /^digraph \{/],
    ['mermaid', 'neuron.mmd', /^flowchart LR/],
    ['json', 'neuron.json', /^\{"format":"tapelens-recording"/],
    ['text', 'neuron.txt', /^\d+ nodes, 1 pass/],
    ['html', 'neuron.html', /^<!DOCTYPE html>/],
  ] as const) {
    it(`writes ${name}`, async () => {
      await exportAs(format, name);
      assert.match(String(await read(inFolder(name))), says);
    });
  }

  it('opens an exported recording in an editor of its own, with the same picture', async () => {
    await exportAs('tapelens', 'neuron.tapelens');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('vscode.open', inFolder('neuron.tapelens'));
    assert.ok(
      await customTab(),
      tabs()
        .map(tab => tab.label)
        .join(', '),
    );
    await exportAs('svg', 'again.svg');
    assert.equal(String(await read(inFolder('again.svg'))), String(await read(inFolder('neuron.svg'))));
  });

  it('shows in the place of a file that is none what is wrong with it, and exports nothing of it', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await write('bad.tapelens', 'not a recording');
    await vscode.commands.executeCommand('vscode.open', inFolder('bad.tapelens'));
    assert.ok(await customTab());
    assert.equal(await exportAs('svg', 'bad.svg'), undefined);
    await assert.rejects(async () => vscode.workspace.fs.stat(inFolder('bad.svg')));
  });

  it('leaves nothing behind where the target cannot be written', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('vscode.open', inFolder('neuron.tapelens'));
    await customTab();
    assert.equal(await exportAs('text', 'neuron.ts/inside.txt'), undefined);
  });
});
