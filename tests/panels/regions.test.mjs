// Polygons of a plane of regions, tested with Node's own runner.

import assert from "node:assert/strict";
import { test } from "node:test";

const folder = new URL("../../static/panels/", import.meta.url);
const { REACH, contains, middleOf, neighbourOf, polygonAt } = await import(
  new URL("regions_shapes.js", folder)
);

// The square in four quarters, counter-clockwise from the lower left one.
const QUARTERS = [[-1, -1], [0, -1], [0, 0], [-1, 0]];
const shapes = {
  vertices: { data: Int16Array.from(QUARTERS.flatMap(([left, low]) => [
    left, low, left + 1, low, left + 1, low + 1, left, low + 1,
  ]).map((value) => value * REACH)) },
  starts: { data: Uint32Array.from([0, 4, 8, 12, 16]) },
};

test("a point is in the polygon around it and in no other", () => {
  assert.equal(polygonAt(shapes, -5, -5), 0);
  assert.equal(polygonAt(shapes, 5, 5), 2);
  assert.equal(polygonAt(shapes, 2 * REACH, 0), -1);
  assert.ok(!contains(shapes, 1, -5, -5));
});

test("the middle of a polygon is inside of it", () => {
  for (let index = 0; index < 4; index += 1) {
    assert.equal(polygonAt(shapes, ...middleOf(shapes, index)), index);
  }
});

test("arrows go to the polygon behind the edge, and stay at the border", () => {
  assert.equal(neighbourOf(shapes, 0, [1, 0]), 1);
  assert.equal(neighbourOf(shapes, 0, [0, 1]), 3);
  assert.equal(neighbourOf(shapes, 2, [0, -1]), 1);
  assert.equal(neighbourOf(shapes, 0, [-1, 0]), -1);
});
