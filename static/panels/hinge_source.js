// What a picture of parts and their sum is made of: hinges through knots, or sampled parts.

import { hinge, hingeWeights, sampled, sumOfHinges, sumOfParts } from "./hinge_lines.js";

function ofKnots(knots) {
  const weights = hingeWeights(knots);
  return {
    count: weights.length,
    sum: (units) => sumOfHinges(knots, units),
    part: (at) => hinge(knots, weights, at),
    rises: (at) => weights[at] >= 0,
    place: (at) => knots[at][0],
    begins: 1,
  };
}

function ofParts(parts, ends) {
  const [count, length] = parts.shape;
  const values = (at) => parts.data.subarray(at * length, (at + 1) * length);
  return {
    count,
    sum: (units) => sampled(sumOfParts(parts, units), ends),
    part: (at) => sampled(values(at), ends),
    rises: (at) => values(at).reduce((total, value) => total + value, 0) >= 0,
    place: () => null,
    begins: 0,
  };
}

/**
 * { count, sum(units), part(at), rises(at), place(at), begins } of a view with `knots` or `parts`;
 * lines are points, place(at) is where a part begins, null where it begins nowhere, and `begins`
 * is the index of that point.
 */
export function sourceOf({ parts, x }, knots) {
  return parts ? ofParts(parts, [x.low, x.high]) : ofKnots(knots);
}
