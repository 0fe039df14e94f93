import assert from 'node:assert/strict';
import { parseQuery } from '../../../src/view/find/parse';
import type { Query } from '../../../src/view/find/query';

/** A query in brackets, to compare. */
function told(query: Query): string {
  switch (query.kind) {
    case 'all':
    case 'any':
      return `(${query.parts.map(told).join(query.kind === 'all' ? ' & ' : ' | ')})`;
    case 'not':
      return `!${told(query.part)}`;
    case 'shape':
      return `shape ${query.sizes.map(size => size ?? '*').join('x')}`;
    case 'line':
      return `line ${query.file}:${query.from}-${query.to}`;
    case 'is':
      return `is ${query.quality}`;
    case 'compare':
      return `${query.isSize ? 'size of ' : ''}${query.field} ${query.comparison} ${query.value}`;
    default:
      return `${query.kind} ${query.text}`;
  }
}

function read(text: string): string {
  const { query, error } = parseQuery(text);
  assert.equal(error, null, `${text}: ${error?.message}`);
  return query === null ? '' : told(query);
}

describe('parseQuery', () => {
  const READINGS: [string, string][] = [
    ['', ''],
    ['  ', ''],
    ['w1', 'text w1'],
    ['w1 tanh', '(text w1 & text tanh)'],
    ['w1 and tanh', '(text w1 & text tanh)'],
    ['a b or c', '((text a & text b) | text c)'],
    ['a (b or c)', '(text a & (text b | text c))'],
    ['A OR B', '(text A | text B)'],
    ['not a b', '(!text a & text b)'],
    ['-a -op:tanh', '(!text a & !op tanh)'],
    ['-(a or b)', '!(text a | text b)'],
    ['not not a', '!!text a'],
    ['!dead', '!is dead'],
    ['-"a b"', '!text a b'],
    ['-|grad| > 1', '!size of grad > 1'],
    ['-grad > 1', '!grad > 1'],
    ['+', 'text +'],
    ['-', 'text -'],
    ['op:-', 'op -'],
    ['op:** label:w[0]', '(op ** & label w[0])'],
    ['label:"my w" x', '(label my w & text x)'],
    ['"or"', 'text or'],
    ['"x => f(x)"', 'text x => f(x)'],
    ['scope:forward', 'scope forward'],
    ['shape:32x6', 'shape 32x6'],
    ['shape:32×*', 'shape 32x*'],
    ['shape:[5]', 'shape 5'],
    ['line:12', 'line :12-12'],
    ['line:3-9', 'line :3-9'],
    ['neuron.ts:12', 'line neuron.ts:12-12'],
    ['src/a.ts:1', 'line src/a.ts:1-1'],
    [
      'nan inf leaf constant parameter unreached dead',
      '(is nan & is inf & is leaf & is constant & is parameter & is unreached & is dead)',
    ],
    ['NaN', 'is nan'],
    ['grad > 1', 'grad > 1'],
    ['grad>1', 'grad > 1'],
    ['data <= -0.5', 'data <= -0.5'],
    ['data ≤ −0.5', 'data <= -0.5'],
    ['data == 0', 'data = 0'],
    ['data != 0', 'data != 0'],
    ['data < inf', 'data < Infinity'],
    ['|grad| > 1e-3', 'size of grad > 0.001'],
    ['abs(data) < 1e-6 op:+', '(size of data < 0.000001 & op +)'],
    ['abs', 'text abs'],
    ['data', 'text data'],
  ];
  for (const [text, reading] of READINGS) {
    it(`reads ${text || 'nothing'}`, () => assert.equal(read(text), reading));
  }

  const ERRORS: [string, RegExp, string][] = [
    ['loss > 1', /Only data and grad can be compared\. Write label:loss data > 1\./, 'loss'],
    ['1 < grad', /Only data and grad can be compared\. Write grad > 1\./, '1'],
    ['grad >', /After > belongs a number\. Write grad > 1/, '>'],
    ['grad > x', /After > belongs a number/, 'x'],
    ['> 1', /Before > belongs what is compared\. Write data or grad/, '>'],
    ['(a', /This "\(" is not closed\. Write "\)"/, '('],
    ['a)', /There is a "\)" without its "\("/, ')'],
    ['()', /There is nothing in these brackets/, '('],
    ['a or', /Something is missing here\. Write what to find/, ''],
    ['or a', /Before "or" something is missing/, 'or'],
    ['not', /Something is missing here/, ''],
    ['|grad > 1', /This size is not complete\. Write \|grad\| > 1\./, '|'],
    ['|grad|', /After a size belongs a comparison\. Write \|grad\| > 1\./, 'grad'],
    ['abs(grad)', /Write abs\(grad\) > 1\./, 'grad'],
    ['shape:32by6', /"32by6" is no shape\. Write shape:32x6/, 'shape:32by6'],
    ['line:x', /"x" is no line\. Write line:12/, 'line:x'],
    ['a colour:red', /There is no "colour:"\. Write op:, label:, scope:, shape: or line:/, 'colour:red'],
    ['op:', /After op: belongs what to find\. Write op:tanh\./, 'op:'],
    ['-or', /Before "or" something is missing/, 'or'],
    ['- )', /without its/, ')'],
  ];
  for (const [text, message, part] of ERRORS) {
    it(`says what is wrong with ${text}`, () => {
      const { query, error } = parseQuery(text);
      assert.equal(query, null);
      assert.match(error!.message, message);
      assert.equal(text.slice(error!.start, error!.end), part);
    });
  }

  it('gives an answer to whatever is typed', () => {
    const PARTS = [
      '(',
      ')',
      '|',
      '-',
      'not',
      'or',
      'grad',
      '>',
      '1',
      '"',
      'op:',
      'a',
      ' ',
      'abs',
      '!',
      'shape:',
      ':',
      '<=',
    ];
    for (let i = 0; i < 20_000; i++) {
      let text = '';
      for (let k = i; k > 0; k = Math.floor(k / PARTS.length)) text += PARTS[k % PARTS.length];
      const { query, error } = parseQuery(text);
      if (error !== null) assert.ok(error.start <= error.end && error.end <= text.length, text);
      else if (query === null) assert.equal(text.trim(), '');
    }
    assert.match(parseQuery('('.repeat(5000)).error!.message, /more brackets/);
  });
});
