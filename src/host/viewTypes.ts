/** The types of the extension's views; package.json declares the custom editor and names both. */

/** The panel's webview. */
export const PANEL_TYPE = 'tapelens.graph';

/** The editor of recordings that were exported. */
export const RECORDING_TYPE = 'tapelens.recording';
