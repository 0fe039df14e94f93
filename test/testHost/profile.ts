/** The folders and settings of one run of VS Code. */
import fs from 'node:fs';
import path from 'node:path';

/** A setting's value as it stands in settings.json. */
export type Settings = Record<string, unknown>;

/** Of every run: nothing that greets, updates, reports or asks. */
const QUIET: Settings = {
  'chat.agentHost.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export interface Profile {
  /** Settings, state and logs. */
  userDataDir: string;
  extensionsDir: string;
}

/** The profile whose folders lie in `dir`. */
export function profileIn(dir: string): Profile {
  return { userDataDir: path.join(dir, 'user'), extensionsDir: path.join(dir, 'extensions') };
}

/** Where the server of a profile keeps its own files. */
export function serverDataDir(profile: Profile): string {
  return path.join(profile.userDataDir, 'server');
}

/** Makes the profile's folders and writes its settings, those given over the quiet ones. */
export function prepareProfile(profile: Profile, settings: Settings = {}): void {
  for (const dir of [profile.extensionsDir, serverDataDir(profile)]) fs.mkdirSync(dir, { recursive: true });
  const text = JSON.stringify({ ...QUIET, ...settings }, null, 2);
  // User: the workbench's own settings. Machine: those that the server reads.
  for (const scope of ['User', 'Machine']) {
    const dir = path.join(profile.userDataDir, scope);
    fs.mkdirSync(dir, { recursive: true });
    fs.writeFileSync(path.join(dir, 'settings.json'), text);
  }
}
