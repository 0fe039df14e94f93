/**
 * Loops: each has a frame that counts its iterations, and each iteration counts a step.
 * `for (…) body` becomes `{const f=loop(site,outer);for (…) {iteration; body}end(outer)}`.
 */
import type * as t from '@babel/types';
import { type LoopNode, type Node, startOf } from './ast';
import { bindPattern, identifierSpan } from './bindings';
import type { Emitter, Part } from './emitter';
import { block } from './lists';
import { target } from './patterns';
import { type Rope, Verbatim } from './rope';
import { declarePatterns, Scope } from './scope';
import { visitUnused } from './unused';

/** A loop; `labels`: the outermost label before it. */
export function loop(e: Emitter, node: LoopNode, labels?: t.LabeledStatement): Rope {
  const frame = e.fresh();
  const outer = e.context.frame;
  const counter = node.type === 'ForStatement' ? counterOf(node) : undefined;
  const site = e.site(node, 'loop', loopName(e, node));
  const scope = new Scope(e.context.scope);
  const declaration = node.type === 'ForStatement' ? node.init : 'left' in node ? node.left : undefined;
  if (declaration?.type === 'VariableDeclaration' && declaration.kind !== 'var') declarePatterns(scope, declaration);
  const text = e.within({ frame, scope }, () => {
    const fixed = fixedCounter(e, node);
    const head = loopHead(e, node, fixed !== undefined);
    const iteration = counter === undefined ? `${frame}.iteration++;` : `${frame}.iteration=${counter};`;
    const restore = labels === undefined ? '' : `${e.helper('end')}(${frame});`;
    const step = `if(--${e.helper('steps')}[0]<0)${e.helper('trip')}(${site});`;
    const bound = 'left' in node ? bindPattern(e, patternOf(node.left)) : '';
    const inner = new Scope(scope);
    const kept = fixed === undefined ? '' : keepCounter(e, fixed, inner);
    const body = e.within({ scope: inner }, () => loopBody(e, node, iteration + restore + step + kept + bound));
    return e.splice(node, [...head, body]);
  });
  const before = labels === undefined ? '' : new Verbatim(startOf(labels), startOf(node));
  const close = isAwaiting(node) ? `${e.helper('resume')}(${e.context.callFrame},${outer});` : '';
  return [
    `{const ${frame}=${e.helper('loop')}(${site},${outer});`,
    before,
    text,
    `${close}${e.helper('end')}(${outer})}`,
  ];
}

const isAwaiting = (node: LoopNode): boolean => node.type === 'ForOfStatement' && node.await;

const patternOf = (left: Node): Node => (left.type === 'VariableDeclaration' ? left.declarations[0].id : left);

/** What the loop is called in scope paths: its variable. */
function loopName(e: Emitter, node: LoopNode): string {
  if (node.type === 'ForStatement') {
    const id = node.init?.type === 'VariableDeclaration' ? node.init.declarations[0].id : undefined;
    return id?.type === 'Identifier' ? id.name : 'for';
  }
  if (node.type === 'WhileStatement') return 'while';
  if (node.type === 'DoWhileStatement') return 'do';
  const pattern = patternOf(node.left);
  return pattern.type === 'Identifier' ? pattern.name : e.text(pattern).replace(/\s+/g, ' ').slice(0, 40);
}

const isInteger = (node: Node | null | undefined): boolean =>
  node?.type === 'NumericLiteral' && Number.isInteger(node.value);

/** The variable of `for (let i = 0; …; i++)`, which says the iteration itself. */
function counterOf({ init, update }: t.ForStatement): string | undefined {
  if (init?.type !== 'VariableDeclaration' || !isInteger(init.declarations[0].init)) return undefined;
  const { id } = init.declarations[0];
  if (id.type !== 'Identifier' || !update) return undefined;
  const counts =
    (update.type === 'UpdateExpression' && update.argument.type === 'Identifier' && update.argument.name === id.name) ||
    (update.type === 'AssignmentExpression' &&
      /^[+-]=$/.test(update.operator) &&
      update.left.type === 'Identifier' &&
      update.left.name === id.name &&
      isInteger(update.right));
  return counts ? id.name : undefined;
}

function loopHead(e: Emitter, node: LoopNode, keepsCounter: boolean): Part[] {
  switch (node.type) {
    case 'ForStatement': {
      const head = e.visitAll(keepsCounter ? [node.test] : [node.init, node.test]);
      return node.update ? [...head, [node.update, loopUpdate(e, node, node.update)]] : head;
    }
    case 'ForInStatement':
    case 'ForOfStatement':
      return [
        [node.left, loopTarget(e, node.left)],
        [node.right, loopSource(e, node)],
      ];
    default:
      return e.visitAll([node.test]);
  }
}

/** The variable of `for (let i = 0; …; i++)` if nothing else ever changes a variable of that name. */
function fixedCounter(e: Emitter, node: LoopNode): t.Identifier | undefined {
  if (node.type !== 'ForStatement' || node.init?.type !== 'VariableDeclaration') return undefined;
  const { declarations, kind } = node.init;
  const [{ id, init }] = declarations;
  if (declarations.length !== 1 || kind !== 'let' || id.type !== 'Identifier') return undefined;
  return init?.type === 'NumericLiteral' && e.changeable.isLoopCounter(id.name) ? id : undefined;
}

/** Records the counter once an iteration; every read in the body shows that. */
function keepCounter(e: Emitter, counter: t.Identifier, body: Scope): string {
  const site = e.sites.add(identifierSpan(counter), 'name', counter.name);
  body.declareCounter(counter.name, site);
  return `${e.helper('counts')}[${site}]++;${e.helper('numbers')}[${site}]=${counter.name};`;
}

/**
 * `i++` of a loop whose test reads `i`: the test sees the new value right away, and its record serves for both, though
 * it counts one evaluation more.
 */
function loopUpdate(e: Emitter, { test }: t.ForStatement, update: Node): Rope {
  const counter = update.type === 'UpdateExpression' && update.argument.type === 'Identifier' ? update.argument : null;
  if (counter === null || test?.type !== 'BinaryExpression' || !e.changeable.isCounter(counter.name))
    return visitUnused(e, update);
  const read = e.sites.readIn(test, counter.name);
  if (read === undefined) return visitUnused(e, update);
  e.sites.sameValue(e.site(update, 'op', (update as t.UpdateExpression).operator), read);
  e.sites.sameValue(e.site(counter, 'name', counter.name), read);
  return e.verbatim(update);
}

function loopTarget(e: Emitter, left: Node): Rope {
  if (left.type !== 'VariableDeclaration') return target(e, left);
  return e.splice(
    left,
    left.declarations.map(({ id }) => [id, target(e, id)]),
  );
}

/** `for await` waits without an `await` in the text: from here on, the call is suspended between iterations. */
function loopSource(e: Emitter, node: t.ForInStatement | t.ForOfStatement): Rope {
  const source = e.visit(node.right);
  if (!isAwaiting(node)) return source;
  return [`${e.helper('suspend')}(${e.context.callFrame},`, source, ')'];
}

function loopBody(e: Emitter, node: LoopNode, first: string): Part {
  const { body } = node;
  if (isAwaiting(node)) {
    const { callFrame, frame } = e.context;
    const before = `{${e.helper('resume')}(${callFrame},${frame});${first}try`;
    const inner = body.type === 'BlockStatement' ? block(e, body) : ['{', e.visit(body), '}'];
    return [body, [before, inner, `finally{${e.helper('suspend')}(${callFrame})}}`]];
  }
  if (body.type === 'BlockStatement') return [body, block(e, body, first)];
  return [body, ['{', first, e.visit(body), '}']];
}
