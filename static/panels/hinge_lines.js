// Broken lines as sums of hinges, in the coordinates of the curve. Points are [x, y].

/** By how much each hinge changes the slope of the sum, from the knots of the broken line. */
export function hingeWeights(knots) {
  const slopes = knots.slice(1).map(([x, y], at) => (y - knots[at][1]) / (x - knots[at][0]));
  return slopes.map((slope, at) => slope - (at ? slopes[at - 1] : 0));
}

/** The sum of the first `units` hinges: along the knots as far as they reach, then straight on. */
export function sumOfHinges(knots, units) {
  const end = knots.at(-1)[0];
  if (units === 0) return [knots[0], [end, knots[0][1]]];
  const met = knots.slice(0, units + 1);
  const [[fromX, fromY], [x, y]] = met.slice(-2);
  const slope = (y - fromY) / (x - fromX);
  return x < end ? [...met, [end, y + slope * (end - x)]] : met;
}

/** One hinge: 0 up to its kink, then straight. */
export function hinge(knots, weights, at) {
  const [kink] = knots[at];
  const [low, high] = [knots[0][0], knots.at(-1)[0]];
  return [[low, 0], [kink, 0], [high, weights[at] * (high - kink)]];
}

/** Points of a sampled part or sum over [low, high]. */
export function sampled(values, [low, high]) {
  const last = values.length - 1;
  return Array.from(values, (value, at) => [low + (at / last) * (high - low), value]);
}

/** The sum of the first `units` of several sampled parts on a ground; `parts` is { shape, data }. */
export function sumOfParts({ shape: [, length], data }, units, ground) {
  const sum = new Float64Array(length).fill(ground);
  for (let at = 0; at < units * length; at += 1) sum[at % length] += data[at];
  return sum;
}

/** Value of a curve that is sampled at equal distances over [low, high], linear in between. */
export function valueAt(values, [low, high], x) {
  const last = values.length - 1;
  const place = Math.max(0, Math.min(((x - low) / (high - low)) * last, last));
  const left = Math.min(Math.floor(place), last - 1);
  return values[left] + (place - left) * (values[left + 1] - values[left]);
}

/**
 * The knots with one of them moved to (x, y): it stays between its neighbours, at least `gap` away
 * from each, and the first and the last stay at their ends. Where `curve` is given, the height is
 * that of the curve.
 */
export function moved(knots, at, [x, y], gap, curve) {
  const inner = at > 0 && at < knots.length - 1;
  const limit = () => Math.max(knots[at - 1][0] + gap, Math.min(x, knots[at + 1][0] - gap));
  const place = inner ? limit() : knots[at][0];
  const height = curve ? valueAt(curve, [knots[0][0], knots.at(-1)[0]], place) : y;
  return knots.map((knot, index) => (index === at ? [place, height] : knot));
}

/** Knots as the address writes them. */
export function writeKnots(knots) {
  return knots.map((knot) => knot.map((value) => value.toFixed(3)).join("~")).join("_");
}

/** Heights at equally spaced places after a stroke between two points, both [share, y]. */
export function stroked(heights, from, to) {
  const last = heights.length - 1;
  const [left, right] = from[0] <= to[0] ? [from, to] : [to, from];
  const [start, end] = [left, right].map(([share]) => (
    Math.max(0, Math.min(Math.round(share * last), last))
  ));
  if (start === end) return heights.map((height, at) => (at === start ? to[1] : height));
  const rise = (right[1] - left[1]) / (end - start);
  return heights.map((height, at) => (
    at >= start && at <= end ? left[1] + rise * (at - start) : height
  ));
}

/** Heights as the address writes them: in hundredths. */
export function writeHeights(heights) {
  return heights.map((height) => Math.round(100 * height)).join("_");
}
