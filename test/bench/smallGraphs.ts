/** Small programs as people write them: what values are used in more than once makes their edges cross. */

const program = (...lines: string[]) => ["import { Value } from 'tapelens';", ...lines, ''].join('\n');

export const SMALL_GRAPHS: Readonly<Record<string, string>> = {
  reuse: program(
    'const x = new Value(1.5), y = new Value(-0.5);',
    'const s = x * y + x;',
    'const t = (s - y) * x;',
    'const u = s / t;',
    'const v = (u + s).tanh();',
    'const w = v * t - u;',
    'w.backward();',
  ),
  /** The expression that micrograd's introduction begins with. */
  introduction: program(
    'const a = new Value(-4), b = new Value(2);',
    'let c = a + b;',
    'let d = a * b + b ** 3;',
    'c = c + c + 1;',
    'c = c + 1 + c + (-a);',
    'd = d + d * 2 + (b + a).relu();',
    'd = d + 3 * d + (b - a).relu();',
    'const e = c - d;',
    'const f = e ** 2;',
    'let g = f / 2;',
    'g = g + 10 / f;',
    'g.backward();',
  ),
  recurrence: program(
    'const wx = new Value(0.5), wh = new Value(-0.3), b = new Value(0.1);',
    'let h = new Value(0);',
    'h = (wx * 1 + wh * h + b).tanh();',
    'h = (wx * -1 + wh * h + b).tanh();',
    'h = (wx * 0.5 + wh * h + b).tanh();',
    'const loss = (h - 1) ** 2;',
    'loss.backward();',
  ),
  regression: program(
    'const w = new Value(0.2), b = new Value(-0.1);',
    'const x1 = new Value(1), x2 = new Value(2), x3 = new Value(-1);',
    'const p1 = (w * x1 + b).tanh(), p2 = (w * x2 + b).tanh(), p3 = (w * x3 + b).tanh();',
    'const loss = (p1 - 1) ** 2 + (p2 - 1) ** 2 + (p3 + 1) ** 2;',
    'loss.backward();',
  ),
  layers: program(
    'const x1 = new Value(2), x2 = new Value(0.3), v1 = new Value(1), v2 = new Value(-1);',
    'const w11 = new Value(0.1), w12 = new Value(-0.2), w21 = new Value(0.4), w22 = new Value(0.7);',
    'const h1 = (w11 * x1 + w12 * x2).tanh();',
    'const h2 = (w21 * x1 + w22 * x2).tanh();',
    'const loss = (v1 * h1 + v2 * h2 - 1) ** 2;',
    'loss.backward();',
  ),
  entropy: program(
    'const x = new Value(0.7), y = new Value(1);',
    'const p = 1 / (1 + (-x).exp());',
    'const loss = -(y * p.log() + (1 - y) * (1 - p).log());',
    'loss.backward();',
  ),
  softmax: program(
    'const a = new Value(1), b = new Value(2), c = new Value(0.1);',
    'const ea = a.exp(), eb = b.exp(), ec = c.exp();',
    'const sum = ea + eb + ec;',
    'const pa = ea / sum, pb = eb / sum, pc = ec / sum;',
    'const loss = -(pb.log()) + 0.1 * (pa ** 2 + pc ** 2);',
    'loss.backward();',
  ),
};
