/** Classes: their fields are named, their constructors go by the name of the class. */
import type * as t from '@babel/types';
import { endOf, isFunction, keyName, type Node, startOf } from './ast';
import type { Emitter, Part } from './emitter';
import { visitFunction } from './functions';
import { statementList } from './lists';
import { named, property } from './names';
import type { Rope } from './rope';
import { declareLexical, declareVars, Scope } from './scope';

export function classNode(e: Emitter, node: t.ClassDeclaration | t.ClassExpression, name = node.id?.name): Rope {
  if (node.type === 'ClassDeclaration' && node.declare) return e.verbatim(node);
  const scope = new Scope(e.context.scope);
  if (node.id) scope.declare(node.id.name);
  return e.within({ scope }, () => {
    const parts: Part[] = node.superClass ? [[node.superClass, e.visit(node.superClass)]] : [];
    for (const member of node.body.body) parts.push([member, classMember(e, member, name)]);
    return e.splice(node, parts);
  });
}

function classMember(e: Emitter, member: t.ClassBody['body'][number], className: string | undefined): Rope {
  switch (member.type) {
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      return visitFunction(e, member, member.kind === 'constructor' ? className : keyName(member.key));
    case 'ClassProperty':
    case 'ClassPrivateProperty':
      return field(e, member);
    case 'StaticBlock':
      return staticBlock(e, member);
    default:
      return e.verbatim(member);
  }
}

function field(e: Emitter, node: t.ClassProperty | t.ClassPrivateProperty): Rope {
  const isDeclared = node.type === 'ClassProperty' && (node.declare || node.abstract);
  const parts: Part[] = [];
  if (isDeclared) return e.verbatim(node);
  if (node.type === 'ClassProperty' && node.computed) parts.push([node.key, e.visit(node.key)]);
  if (node.value) {
    const { value } = node;
    parts.push([value, e.within({ temporaries: null, leaf: null }, () => fieldValue(e, node, value))]);
  }
  return e.splice(node, parts);
}

function fieldValue(e: Emitter, node: t.ClassProperty | t.ClassPrivateProperty, value: Node): Rope {
  const name = node.type === 'ClassProperty' && node.computed ? undefined : keyName(node.key);
  if (name !== undefined) return named(e, value, property(name, node.key));
  return isFunction(value) ? visitFunction(e, value) : e.visit(value);
}

function staticBlock(e: Emitter, node: t.StaticBlock): Rope {
  const scope = new Scope(e.context.scope);
  for (const statement of node.body) declareVars(scope, statement);
  declareLexical(scope, node.body);
  return e.within({ scope, temporaries: [], leaf: null }, () => {
    const brace = e.source.indexOf('{', startOf(node)) + 1;
    const statements = e.splice(node, statementList(e, node.body), brace, endOf(node));
    const { temporaries } = e.context;
    const declared = temporaries?.length ? `let ${temporaries.join(',')};` : '';
    return [e.splice(node, [], startOf(node), brace), declared, statements];
  });
}
