/** Whether a recording holds together: what shows it relies on its ids. */
import { FIRST_OP, opByName } from '../engine/ops/table';
import { Impossible } from './impossible';
import { nodesOf } from './queries/passes';
import type { Recording } from './recording';
import { FIELDS, NONE, type OpInfo } from './schema';

/** Throws `Impossible` if something refers to what is not there. */
export function check(recording: Recording): void {
  const { length, ops, sites, files, names, passes, segments, scopes, writes, contributions, logged } = recording;
  ops.forEach(checkOp);
  for (let node = 0; node < length; node++) {
    if (recording.code(node) >= ops.length) throw new Impossible(`node ${node} has no op`);
    const arity = recording.arity(node);
    if (!(arity <= Math.max(2, recording.extra.length))) throw new Impossible(`node ${node} has too many inputs`);
    for (let i = 0; i < arity; i++) below(node, [recording.input(node, i)]);
    // Asking for them throws where there is none.
    recording.tensor(node);
    if (recording.label(node) === undefined) throw new Impossible(`node ${node} has no label`);
  }
  // Nodes that repeat others share their rows.
  const rows = segments.columns();
  below(sites.length, rows.site, NONE);
  below(scopes.parent.length, rows.scope, NONE);
  below(scopes.parent.length, [...segments.allStandIns()]);
  for (const site of sites) below(files.length, [site.file]);
  for (let scope = 0; scope < scopes.parent.length; scope++) below(scope, [scopes.parent.at(scope)], NONE);
  below(sites.length, scopes.site.view(), NONE);
  below(names.length, scopes.name.view(), NONE);
  below(length, writes.node.view());
  below(FIELDS, writes.field.view());
  for (const column of [contributions.node, contributions.input]) below(length, column.view());
  below(names.length, logged.name.view());
  passes.forEach((pass, index) => {
    const { root, nodes, grads, steps, accumulated, repeats } = pass;
    if (nodes.length !== grads.length) throw new Impossible('not every node of a pass has a grad');
    below(length, [root, ...(repeats === undefined ? [] : [repeats.first])]);
    below(length + 1, [pass.length]);
    for (const list of [nodes, steps ?? [], accumulated ?? []]) below(length, list);
    if (repeats === undefined) return;
    below(index, [repeats.pass]);
    if (!pass.isThinned) below(length, [root, ...nodesOf(recording, index)]);
  });
}

/** What is no op of the user's own and none of tensors is computed again by its name. */
function checkOp({ name, arity, custom, tensor }: OpInfo, code: number): void {
  if (custom || tensor !== undefined) return;
  const known = code < FIRST_OP ? { arity: 0 } : opByName(name);
  if (known === undefined) throw new Impossible(`the op ${name} is not known`);
  if (arity !== known.arity) throw new Impossible(`the op ${name} is not known with ${arity} inputs`);
}

/** Throws unless every index is below a count, or says that there is nothing. */
function below(count: number, indexes: ArrayLike<number>, nothing?: number): void {
  for (let i = 0; i < indexes.length; i++) {
    if (!(indexes[i] < count) && indexes[i] !== nothing) throw new Impossible(`${indexes[i]} is not below ${count}`);
  }
}
