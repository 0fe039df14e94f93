/** Where things are in the workbench's page; the same in both versions that the tests run in. */
export const SELECTORS = {
  sideBar: '.part.sidebar',
  workbench: '.monaco-workbench',
  editor: '.editor-instance .monaco-editor',
  line: '.view-lines .view-line',
  lineNumber: '.margin-view-overlays .line-numbers',
  /** An extension's; VS Code generates these class names. */
  decoration: '[class*="ced-"]',
  tab: '.tab',
  activeTab: '.tab.active',
  editorAction: '.editor-actions .action-label',
  quickInput: '.quick-input-widget input',
  quickRow: '.quick-input-list .monaco-list-row',
  hover: '.monaco-hover:not(.hidden) .monaco-hover-content',
  codeLens: '.codelens-decoration a',
  menuItem: '.monaco-menu .action-menu-item',
  notification: '.notification-toast .notification-list-item-message',
  dialog: '.monaco-dialog-box',
  problem: '.markers-panel .monaco-list-row',
  statusItem: '.statusbar-item',
  explorerRow: '.explorer-folders-view .monaco-list-row',
  /** The webview that shows; hidden ones stay in the page. */
  webview: 'iframe.webview.ready:visible',
  webviewContent: 'iframe#active-frame',
} as const;
