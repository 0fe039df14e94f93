/** A slope by its rule and by two points of the function. */

/** Where the truncation error of a central difference is about its rounding error. */
const STEP = Math.cbrt(Number.EPSILON);
/** Times the rounding error of a difference: a slope below that is compared with it instead of with itself. */
const MARGIN = 1e6;

export interface Slopes {
  /** (f(x + h) − f(x − h)) / 2h, with h about 6·10⁻⁶ of x or of 1. */
  numeric: number;
  /** |analytic − numeric| by the larger of the two; around 10⁻⁶ and below it is rounding. Large at a kink as well. */
  relativeError: number;
}

/** Compares the slope that is said to be that of `f` at `x` with a central difference. */
export function compareSlopes(analytic: number, x: number, f: (x: number) => number): Slopes {
  const h = STEP * Math.max(1, Math.abs(x));
  const [above, below] = [f(x + h), f(x - h)];
  const numeric = (above - below) / (x + h - (x - h));
  const rounding = (Number.EPSILON * Math.max(Math.abs(above), Math.abs(below))) / h;
  const scale = Math.max(Math.abs(analytic), Math.abs(numeric), MARGIN * rounding);
  const difference = Math.abs(analytic - numeric);
  return { numeric, relativeError: difference === 0 ? 0 : difference / scale };
}
