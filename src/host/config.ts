/** Reads the settings. */
import * as vscode from 'vscode';
import type { Limits } from '../protocol/evaluator';
import { SETTINGS, type SettingKey } from './settings';

/** A setting that is a number of at least `least`; its default if it is anything else. */
function number(key: SettingKey, least: number): number {
  const value = vscode.workspace.getConfiguration().get<unknown>(key);
  return typeof value === 'number' && value >= least ? value : SETTINGS[key];
}

export const readLimits = (): Limits => ({
  time: number('tapelens.limits.time', Number.MIN_VALUE),
  memory: Math.round(number('tapelens.limits.memory', 64)),
  nodes: Math.round(number('tapelens.limits.nodes', 1)),
});
