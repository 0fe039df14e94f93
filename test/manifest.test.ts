import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { FORMAT_INFO } from '../src/exporters/formats';
import { COMMANDS } from '../src/host/commandIds';
import { SETTINGS } from '../src/host/settings';
import { PANEL_TYPE, RECORDING_TYPE } from '../src/host/viewTypes';
import { ROOT } from './files';
import { OLDEST } from './testHost/builds';

interface Contributions {
  commands: { command: string; title: string; category?: string }[];
  menus?: Record<string, { command: string; when?: string }[]>;
  keybindings?: { command: string }[];
  customEditors: { viewType: string; selector: { filenamePattern: string }[] }[];
  configuration: {
    properties: Record<string, { default: unknown; description?: string; markdownDescription?: string }>;
  };
}

interface Manifest {
  icon: string;
  engines: { vscode: string };
  contributes: Contributions;
  devDependencies: Record<string, string>;
  capabilities?: { untrustedWorkspaces?: { restrictedConfigurations?: string[] } };
}

/** In what VS Code evaluates and shows of a manifest, a command is also named by a link: `command:tapelens.x`. */
function commandLinks(text: string): string[] {
  return [...text.matchAll(/command:(tapelens\.[\w.]+)/g)].map(match => match[1]);
}

describe('The manifest', () => {
  const text = fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8');
  const { icon, engines, contributes, devDependencies, capabilities }: Manifest = JSON.parse(text);
  const commands: string[] = Object.values(COMMANDS);
  const properties = contributes?.configuration?.properties ?? {};

  it('declares the commands of the code', () => {
    assert.deepEqual(contributes.commands.map(each => each.command).sort(), commands.sort());
  });

  it('gives every command the category Tapelens and a title', () => {
    for (const { command, category, title } of contributes.commands) {
      assert.deepEqual([command, category, title.length > 0], [command, 'Tapelens', true]);
    }
  });

  it('puts only its own commands into menus, keys and links', () => {
    const named = [
      ...Object.values(contributes.menus ?? {}).flatMap(entries => entries.map(each => each.command)),
      ...(contributes.keybindings ?? []).map(each => each.command),
      ...commandLinks(text),
    ];
    assert.deepEqual(
      named.filter(command => command.startsWith('tapelens.') && !commands.includes(command)),
      [],
    );
  });

  it('declares the settings of the code, with their defaults', () => {
    const declared = Object.entries(properties).map(([key, property]) => [key, property.default]);
    assert.deepEqual(declared.sort(), Object.entries(SETTINGS).sort());
  });

  it('declares the editor of the files that are exported', () => {
    const declared = contributes.customEditors.map(({ viewType, selector }) => [viewType, selector[0].filenamePattern]);
    assert.deepEqual(declared, [[RECORDING_TYPE, `*.${FORMAT_INFO.tapelens.endings[0]}`]]);
  });

  it('names only its own views in conditions', () => {
    const conditions = Object.values(contributes.menus ?? {}).flatMap(entries => entries.map(each => each.when ?? ''));
    const named = conditions.flatMap(when => [...when.matchAll(/'(tapelens\.[\w.]+)'/g)].map(match => match[1]));
    assert.deepEqual([...new Set(named)].sort(), [PANEL_TYPE, RECORDING_TYPE].sort());
  });

  it('describes every setting', () => {
    const bare = Object.entries(properties).filter(([, each]) => !(each.description ?? each.markdownDescription));
    assert.deepEqual(bare, []);
  });

  it('restricts only settings that exist in untrusted workspaces', () => {
    const restricted = capabilities?.untrustedWorkspaces?.restrictedConfigurations ?? [];
    assert.deepEqual(
      restricted.filter(key => !(key in SETTINGS)),
      [],
    );
  });

  it('asks for the oldest VS Code that the tests run in, and compiles against its API', () => {
    const api = devDependencies['@types/vscode'];
    assert.equal(engines.vscode, `^${api}`);
    assert.equal(OLDEST.split('.').slice(0, 2).join('.'), api.split('.').slice(0, 2).join('.'));
  });

  it('names an icon that exists', () => {
    assert.ok(fs.existsSync(path.join(ROOT, icon)), icon);
  });
});
