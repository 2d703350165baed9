// Broken lines and their hinges, tested with Node's own runner.

import assert from "node:assert/strict";
import { test } from "node:test";

const folder = new URL("../../static/panels/", import.meta.url);
const lines = await import(new URL("hinge_lines.js", folder));
const { bodyOf, sourceOf } = await import(new URL("hinge_source.js", folder));

const KNOTS = [[-3, 0], [-1, 2], [0, 1], [3, 1]];

test("hinges add up to the broken line", () => {
  const weights = lines.hingeWeights(KNOTS);
  assert.deepEqual(weights, [1, -2, 1]);
  const value = (x) => weights.reduce((sum, weight, at) => sum + weight * Math.max(0, x - KNOTS[at][0]), 0);
  for (const [x, y] of KNOTS) assert.ok(Math.abs(value(x) - y) < 1e-12);
});

test("some hinges follow the knots and then go straight on", () => {
  assert.deepEqual(lines.sumOfHinges(KNOTS, 0), [[-3, 0], [3, 0]]);
  assert.deepEqual(lines.sumOfHinges(KNOTS, 1), [[-3, 0], [-1, 2], [3, 6]]);
  assert.deepEqual(lines.sumOfHinges(KNOTS, 2), [[-3, 0], [-1, 2], [0, 1], [3, -2]]);
  assert.deepEqual(lines.sumOfHinges(KNOTS, 3), KNOTS);
});

test("a hinge is 0 up to its kink and straight behind it", () => {
  assert.deepEqual(lines.hinge(KNOTS, [1, -2, 1], 1), [[-3, 0], [-1, 0], [3, -8]]);
});

test("a knot stays between its neighbours, and the ends stay where they are", () => {
  assert.deepEqual(lines.moved(KNOTS, 1, [-5, 0.5], 0.02)[1], [-2.98, 0.5]);
  assert.deepEqual(lines.moved(KNOTS, 1, [1, 0.5], 0.02)[1], [-0.02, 0.5]);
  assert.deepEqual(lines.moved(KNOTS, 0, [1, 0.5], 0.02)[0], [-3, 0.5]);
  const slope = Float32Array.of(-3, 0, 3);
  assert.deepEqual(lines.moved(KNOTS, 2, [1.5, 9], 0.02, slope)[2], [1.5, 1.5]);
  assert.deepEqual(KNOTS[2], [0, 1]);
});

test("knots and heights are written as the address has them", () => {
  assert.equal(lines.writeKnots([[-3, 0], [3, 0.25]]), "-3.000~0.000_3.000~0.250");
  assert.equal(lines.writeHeights([0.5, -1.234]), "50_-123");
});

test("a stroke sets all heights that it passes, in either direction", () => {
  const flat = [0, 0, 0, 0, 0];
  assert.deepEqual(lines.stroked(flat, [0.25, 1], [0.75, 2]), [0, 1, 1.5, 2, 0]);
  assert.deepEqual(lines.stroked(flat, [0.75, 2], [0.25, 1]), [0, 1, 1.5, 2, 0]);
  assert.deepEqual(lines.stroked(flat, [0.5, 1], [0.5, 3]), [0, 0, 3, 0, 0]);
});

test("a hinge between pieces of one slope is idle", () => {
  const source = sourceOf({ parts: null, idle: 1e-6 }, [[-3, 0], [-1, 2], [0, 3], [3, 3]]);
  assert.deepEqual([0, 1, 2].map(source.idle), [false, true, false]);
});

test("sampled parts are added one after the other", () => {
  const parts = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 10, 20, 30) };
  const source = sourceOf({ parts, ground: 0, x: { low: -3, high: 3 } }, []);
  assert.deepEqual(source.sum(1), [[-3, 1], [0, 2], [3, 3]]);
  assert.deepEqual(source.sum(2), [[-3, 11], [0, 22], [3, 33]]);
  assert.equal(source.part(1)[2][1], 30);
  assert.equal(source.place(0), null);
  const raised = sourceOf({ parts, ground: -1, x: { low: -3, high: 3 } }, []);
  assert.deepEqual(raised.sum(0), [[-3, -1], [0, -1], [3, -1]]);
});

test("the body of a part leaves out where it is nothing", () => {
  const points = [0, 0, 0, 1, 2, 0, 1, 0, 0].map((y, x) => [x, y]);
  assert.deepEqual(bodyOf(points).map(([x]) => x), [2, 3, 4, 5, 6, 7]);
  assert.deepEqual(bodyOf([[0, 0], [1, 0]]), []);
  assert.deepEqual(bodyOf([[0, 1], [1, -1]]), [[0, 1], [1, -1]]);
});
