/** The settings with their defaults; package.json declares the same. */

export const SETTINGS = {
  /** Seconds without anything new to show, after which a script is stopped. */
  'tapelens.limits.time': 10,
  /** MiB of memory that a script may use. */
  'tapelens.limits.memory': 1024,
  /** Nodes that a script may make. */
  'tapelens.limits.nodes': 5_000_000,
} as const;

export type SettingKey = keyof typeof SETTINGS;
