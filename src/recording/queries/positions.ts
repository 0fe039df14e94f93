/** Positions of nodes in an ascending list, found at once: a pass looks up millions. */
export class Positions {
  /** Ids around the largest gap of the list: parameters lie before it, a step of training behind. */
  private readonly lowest: number;
  private readonly split: number;
  /** Position plus 1, by id from the first on of either side; 0: not in the list. */
  private readonly low: Int32Array;
  private readonly high: Int32Array;

  constructor(nodes: Uint32Array) {
    const gap = largestGap(nodes);
    this.lowest = nodes[0];
    this.split = nodes[gap];
    this.low = new Int32Array(gap > 0 ? nodes[gap - 1] - nodes[0] + 1 : 0);
    this.high = new Int32Array(nodes.length > 0 ? nodes[nodes.length - 1] - nodes[gap] + 1 : 0);
    for (let at = 0; at < gap; at++) this.low[nodes[at] - this.lowest] = at + 1;
    for (let at = gap; at < nodes.length; at++) this.high[nodes[at] - this.split] = at + 1;
  }

  /** Position of a node; -1 if it is not in the list. */
  of(node: number): number {
    const at = node >= this.split ? this.high[node - this.split] : this.low[node - this.lowest];
    return at === undefined ? -1 : at - 1;
  }
}

/** Index behind the largest gap between neighbours. */
function largestGap(nodes: Uint32Array): number {
  let at = 0;
  let largest = 0;
  for (let i = 1; i < nodes.length; i++) {
    if (nodes[i] - nodes[i - 1] <= largest) continue;
    largest = nodes[i] - nodes[i - 1];
    at = i;
  }
  return at;
}
