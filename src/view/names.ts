/** How a node is called in text: by its variable, its number, its expression, or its id. */
import { formatNumber } from '../recording/format';
import type { Recording } from '../recording/recording';
import { CONSTANT } from '../recording/schema';

const LONGEST = 28;

/** A short name for a node, for sentences and lists; never empty. */
export function nodeName(recording: Recording, node: number): string {
  return recording.label(node) || constantText(recording, node) || expressionText(recording, node) || `%${node}`;
}

function constantText(recording: Recording, node: number): string {
  return recording.nodes.op.at(node) === CONSTANT ? formatNumber(recording.nodes.data.at(node)) : '';
}

/** Source text of the expression that made the node, if it is short and one line. */
function expressionText(recording: Recording, node: number): string {
  const site = recording.siteOf(node);
  if (site === undefined || recording.isLeaf(node)) return '';
  const text = recording.files[site.file].text.slice(site.start, site.end);
  return text.length <= LONGEST && !text.includes('\n') ? text : '';
}
