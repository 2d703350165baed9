// What a picture of parts and their sum is made of: hinges through knots, or sampled parts.

import { hinge, hingeWeights, sampled, sumOfHinges, sumOfParts } from "./hinge_lines.js";

// A part that is smaller than this share of its largest value is not drawn there.
const NOTHING = 0.004;

function ofKnots(knots, idle) {
  const weights = hingeWeights(knots);
  return {
    count: weights.length,
    sum: (units) => sumOfHinges(knots, units),
    part: (at) => hinge(knots, weights, at),
    body: (at) => hinge(knots, weights, at).slice(1),
    rises: (at) => weights[at] >= 0,
    idle: (at) => Math.abs(weights[at]) < idle,
    place: (at) => knots[at][0],
  };
}

/** The points of a part without the ends at which it is nothing. */
export function bodyOf(points) {
  const least = NOTHING * Math.max(...points.map(([, y]) => Math.abs(y)));
  const counts = ([, y]) => Math.abs(y) > least;
  const [first, last] = [points.findIndex(counts), points.findLastIndex(counts)];
  return first < 0 ? [] : points.slice(Math.max(0, first - 1), last + 2);
}

function ofParts(parts, ground, ends) {
  const [count, length] = parts.shape;
  const values = (at) => parts.data.subarray(at * length, (at + 1) * length);
  return {
    count,
    sum: (units) => sampled(sumOfParts(parts, units, ground), ends),
    part: (at) => sampled(values(at), ends),
    body: (at) => bodyOf(sampled(values(at), ends)),
    rises: (at) => values(at).reduce((total, value) => total + value, 0) >= 0,
    idle: () => false,
    place: () => null,
  };
}

/**
 * { count, sum(units), part(at), body(at), rises(at), idle(at), place(at) } of a view with `knots`
 * or `parts`; an idle part does nothing, lines are points, body(at) is a part without the ends at which it is 0, and place(at) is
 * where it begins, null where that is no single place.
 */
export function sourceOf({ parts, ground, x, idle }, knots) {
  return parts ? ofParts(parts, ground, [x.low, x.high]) : ofKnots(knots, idle);
}
