/** Stands in for native-watchdog: whoever started the server stops it, and it stops its extension hosts. */
export function start(): undefined {
  return undefined;
}
