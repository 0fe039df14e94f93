/** Whether the reader wants things to stand still: the system's setting, or the editor's own, which is a class of the page. */
export function wantsStillness(): boolean {
  return (
    matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion')
  );
}
