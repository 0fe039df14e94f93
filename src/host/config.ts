/** Reads the settings. */
import * as vscode from 'vscode';
import type { Limits } from '../protocol/evaluator';
import { SETTINGS, type SettingKey } from './settings';

/** A setting that is a number above 0; its default if it is anything else. */
function positive(key: SettingKey): number {
  const value = vscode.workspace.getConfiguration().get<unknown>(key);
  return typeof value === 'number' && value > 0 ? value : SETTINGS[key];
}

export const readLimits = (): Limits => ({
  time: positive('tapelens.limits.time'),
  memory: Math.round(positive('tapelens.limits.memory')),
  nodes: Math.round(positive('tapelens.limits.nodes')),
});
