import assert from 'node:assert/strict';
import { evaluating, HEAD, printed } from './evaluating';

describe('the isolation of a run', function () {
  this.timeout(30_000);
  const { run, save, prints } = evaluating();

  // One of the attempts waits for an answer from outside.
  before(() => save('numbers.json', '{ "seven": 7 }'));

  describe('a script cannot reach', () => {
    const attempts: [string, string][] = [
      ['files by import', "const fs = await import('node:fs');"],
      ['modules by a function made from text', 'await new Function(\'return import("node:fs")\')();'],
      ['modules by eval', 'await (0, eval)(\'import("node:net")\');'],
      [
        'modules by an async function’s constructor',
        'await (async () => {}).constructor(\'return import("node:vm")\')();',
      ],
      [
        'modules by the engine’s own constructors',
        "import { Value } from 'tapelens';\n(Value.constructor as any)('return process')();",
      ],
      ['web addresses', "await fetch('http://127.0.0.1:1');"],
      ['other processes', '(process as any).kill(process.ppid, 0);'],
      ['native code', "(process as any).binding('fs');"],
      ['its parent', "(process as any).send({ type: 'refused', reason: '' });"],
      ['its parent by the raw way', "(process as any)._send({ cmd: 'NODE_HANDLE_ACK' });"],
      ['open handles', '(process as any)._getActiveHandles()[0].constructor;'],
      [
        'the real process by an event',
        "(process as any).on('exit', function (this: any) { this._getActiveHandles(); });",
      ],
      ['the real process by its prototype', '(Object.getPrototypeOf(process) as any).constructor.prototype.on.call;'],
      ['the real process by putting it back', "'use strict';\n(globalThis as any).process = null;"],
      [
        'the real process by a trap in apply',
        'let real: any;\nconst was = Function.prototype.apply;\n(Function.prototype as any).apply = function (this: any, o: any, a: any) { if (o?.nextTick) real = o; return Reflect.apply(was, this, [o, a]); };\nprocess.cwd();\n(Function.prototype as any).apply = was;\nreal.pid;',
      ],
      [
        'the real process by a trap in emit',
        "import { EventEmitter } from 'events';\nlet real: any;\nconst was: any = EventEmitter.prototype.emit;\n(EventEmitter.prototype as any).emit = function (this: any, ...a: any[]) { if (this?.nextTick) real = this; return Reflect.apply(was, this, a); };\nawait import('./numbers.json').catch(() => 0);\nawait new Promise(done => setTimeout(done, 20));\nreal.pid;",
      ],
      [
        'the real process by a getter that Node reads',
        "import util from 'util';\nlet real: any;\nObject.defineProperty(Object.prototype, 'noDeprecation', { configurable: true, get() { if (this.nextTick) real = this; return undefined; } });\nutil.deprecate(() => 1, 'x', 'D')();\nreal.pid;",
      ],
      ['sockets by the parts of fetch', "new (globalThis as any).Response('x');"],
      ['what Node loaded first', '(process as any).mainModule.require("fs");'],
      ['modules by name', "(process as any).getBuiltinModule('fs');"],
      [
        'the environment',
        "if (Object.keys(process.env).some(name => name !== 'ELECTRON_RUN_AS_NODE')) console.log('open'); else throw new Error('closed');",
      ],
      ['files by absolute imports', "const hosts = await import('/etc/hosts.json');"],
    ];
    for (const [what, text] of attempts) {
      it(what, async () => {
        const recording = await run(`${text}\nconsole.log('reached');\n`);
        assert.ok(recording.error, 'it was reached');
        assert.equal(printed(recording), '');
      });
    }
  });

  describe('a script that spoils the language', () => {
    for (const text of [
      'Object.prototype.toJSON = () => 1;',
      'JSON.stringify = () => "";',
      'Array.prototype.push = () => 0;',
      'Object.entries = () => [];',
      'Uint8Array.prototype.set = () => {};',
    ]) {
      it(`${text} does not harm whoever runs it`, async () => {
        const recording = await run(
          `${HEAD}(globalThis as any).a = new Value(1);\n${text.replace('Object.prototype', '(Object.prototype as any)')}\nnew Value(2).mul(3).backward();\n`,
        );
        assert.ok(recording.error === null || recording.error.message !== '');
        await prints('console.log(1);', '1');
      });
    }
  });
});
