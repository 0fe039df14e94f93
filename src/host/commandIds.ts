/** The commands, by id; package.json declares them and host/commands.ts says what they do. */

export const COMMANDS = {
  visualize: 'tapelens.visualize',
  cancel: 'tapelens.cancel',
  export: 'tapelens.export',
  showOutput: 'tapelens.showOutput',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];
