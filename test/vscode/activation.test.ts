import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const ID = 'tapelens.tapelens';

describe('The extension in VS Code', () => {
  it('becomes active when a TypeScript file is opened', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: 'const one = 1;\n' });
    await vscode.window.showTextDocument(document);
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension, `${ID} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command of its manifest', async () => {
    const manifest = vscode.extensions.getExtension(ID)?.packageJSON;
    const declared: { command: string }[] = manifest.contributes?.commands ?? [];
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = declared.map(each => each.command).filter(command => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
