/** What a recording says of itself cannot be; the message is the rest of a sentence about it: `node 5 has no op`. */
export class Impossible extends RangeError {}
