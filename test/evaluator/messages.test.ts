import assert from 'node:assert/strict';
import { hintFor, readable } from '../../src/evaluator/messages';

describe('readable(message)', () => {
  for (const [message, expected] of [
    ['(0 , _tapelens.Valu) is not a constructor', 'Valu is not a constructor'],
    ['_tapelens.Value.foo is not a function', 'Value.foo is not a function'],
    ['(0 , _lib2.default) is not a function', 'the default import is not a function'],
    ['__t_result(...) is not a function', 'the result of this call is not a function'],
    ['__t1__result(...).y is not a function', '(…).y is not a function'],
    ['__t_see(...) is not a function', 'this value is not a function'],
    ['o[__t_see(...)] is not a function', 'o[…] is not a function'],
    ['__t3.y is not a function', '(…).y is not a function'],
    ['__t_see is not a function or its return value is not iterable', 'this value is not iterable'],
    [
      "Cannot destructure property 'q' of '__t_see(...)' as it is undefined.",
      "Cannot destructure property 'q' of this value as it is undefined.",
    ],
    ['(intermediate value)(intermediate value) is not a function', 'this value is not a function'],
  ])
    it(`turns “${message}” into “${expected}”`, () => assert.equal(readable(message), expected));

  it('leaves a script’s own words alone', () => {
    for (const message of ['_own.x is not a function', 'n is not a function', 'the __t of it', '(0, x) failed'])
      assert.equal(readable(message), message);
  });
});

describe('hintFor(message)', () => {
  it('says which import is missing', () => {
    assert.equal(hintFor('ReferenceError: Value is not defined'), "Add: import { Value } from 'tapelens';");
    assert.equal(hintFor('ReferenceError: toString is not defined'), undefined);
  });

  it('says how a network is called', () => {
    assert.match(hintFor('TypeError: n is not a function') ?? '', /n\.forward\(x\)/);
    assert.match(hintFor('TypeError: the result of this call is not a function') ?? '', /n\.forward\(x\)/);
    assert.equal(hintFor('TypeError: n.foo is not a function'), undefined);
  });
});
