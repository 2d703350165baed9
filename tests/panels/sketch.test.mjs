// The points of a drawing, tested with Node's own runner.

import assert from "node:assert/strict";
import { test } from "node:test";

const folder = new URL("../../static/panels/", import.meta.url);
const sketch = await import(new URL("sketch_points.js", folder));
const { sampleLines } = await import(new URL("sample_words.js", folder));

const POINTS = [{ kind: 0, x: 0, y: 4095 }, { kind: 2, x: 100, y: 7 }];

test("a text reads back as its points", () => {
  assert.equal(sketch.written(POINTS), "0,0,4095;2,100,7");
  assert.deepEqual(sketch.read(sketch.written(POINTS)), POINTS);
  assert.deepEqual(sketch.read(""), []);
});

test("no point lies outside the plane", () => {
  assert.deepEqual(sketch.pointAt(1, -0.5, 1.5), { kind: 1, x: 0, y: 4095 });
  assert.deepEqual(sketch.pointAt(0, 0.5, 0.25), { kind: 0, x: 2048, y: 1024 });
});

test("an eraser takes what is near", () => {
  assert.deepEqual(sketch.without(POINTS, { x: 90, y: 0 }, 0.01), [POINTS[0]]);
});

test("one class more than were used can be chosen", () => {
  assert.equal(sketch.offered([], 6), 2);
  assert.equal(sketch.offered(POINTS, 6), 4);
  assert.equal(sketch.offered([{ kind: 5, x: 0, y: 0 }], 6), 6);
});

test("undo takes back a whole stroke, and a drawing is never too large", () => {
  const drawing = sketch.createDrawing([], 3);
  assert.equal(drawing.canUndo(), false);
  drawing.begin();
  drawing.change([POINTS[0]]);
  drawing.change(POINTS);
  drawing.end();
  drawing.begin();
  drawing.change([...POINTS, ...POINTS]);
  drawing.end();
  assert.equal(drawing.points().length, 3);
  assert.equal(drawing.full(), true);
  drawing.undo();
  assert.deepEqual(drawing.points(), POINTS);
  drawing.undo();
  assert.deepEqual(drawing.points(), []);
  drawing.undo();
  assert.deepEqual(drawing.points(), []);
});

test("a click that changed nothing is no step of undo", () => {
  const drawing = sketch.createDrawing(POINTS, 9);
  drawing.begin();
  drawing.end();
  assert.equal(drawing.canUndo(), false);
});

test("a sample is told by the name of its class", () => {
  const passes = { train: 1, output: { shape: [1, 2], data: [0.5, 2] } };
  const samples = { train: { data: [1, 2] }, train_class: { data: [1] } };
  const plane = { kind: "classes", names: ["<b>", "=v"] };
  const [first, , output] = sampleLines(passes, 0, { samples, plane });
  assert.ok(first.endsWith(", =v"));
  assert.ok(output.endsWith("for =v"));
});
