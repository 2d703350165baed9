// The panels' pure modules, tested with Node's own runner.

import assert from "node:assert/strict";
import { test } from "node:test";

const folder = new URL("../../static/panels/", import.meta.url);
const { borderContour, zeroContour } = await import(new URL("contour.js", folder));
const { cutCurve, slopeLabelPlace } = await import(new URL("curve.js", folder));
const { colourOf, columnsOf } = await import(new URL("feature_maps.js", folder));
const { formatStep, formatTick, formatValue } = await import(new URL("format.js", folder));
const { rowsOfPixels } = await import(new URL("heat.js", folder));
const { labelOrder, placeLabels } = await import(new URL("labels.js", folder));
const pad = await import(new URL("pad.js", folder));
const { shareItems, tickItems, zones } = await import(new URL("places.js", folder));
const { createScale, extent, nearestIndex } = await import(new URL("scale.js", folder));
const { luminance, ramp } = await import(new URL("theme.js", folder));
const { mergedMarks, neighbour } = await import(new URL("timemarks.js", folder));
const { unpack } = await import(new URL("unpack.js", folder));

function sampled(size, value) {
  return Int16Array.from({ length: size * size }, (_, at) => value(at % size, Math.floor(at / size)));
}

test("the contour of a plane is its straight line", () => {
  const pieces = zeroContour(sampled(8, (x, y) => 100 * (x + 2 * y) - 950), 8, 8);
  assert.ok(pieces.length > 0);
  for (let at = 0; at < pieces.length; at += 2) {
    assert.ok(Math.abs(pieces[at] + 2 * pieces[at + 1] - 9.5) < 1e-9);
  }
});

test("the contour of a circle is closed and has its length", () => {
  const values = sampled(64, (x, y) => 10 * (400 - (x - 31) ** 2 - (y - 32) ** 2));
  const pieces = zeroContour(values, 64, 64);
  const ends = new Map();
  let length = 0;
  for (let at = 0; at < pieces.length; at += 4) {
    const [a, b, c, d] = pieces.slice(at, at + 4);
    length += Math.hypot(c - a, d - b);
    for (const end of [`${a},${b}`, `${c},${d}`]) ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  assert.ok(Math.abs(length - 2 * Math.PI * 20) < 0.5);
  assert.ok([...ends.values()].every((count) => count % 2 === 0));
});

test("both joinings of a saddle separate its corners", () => {
  const apart = zeroContour(Int16Array.of(1, -3, -3, 1), 2, 2);
  const joined = zeroContour(Int16Array.of(3, -1, -1, 3), 2, 2);
  assert.deepEqual(apart, [0, 0.25, 0.25, 0, 1, 0.75, 0.75, 1]);
  assert.deepEqual(joined, [0, 0.75, 0.25, 1, 1, 0.25, 0.75, 0]);
});

test("a function of one sign has no contour, not even where it is zero", () => {
  assert.deepEqual(zeroContour(new Int16Array(9), 3, 3), []);
});

test("the border of two regions is the contour of the difference of their values", () => {
  const values = sampled(8, (x, y) => 100 * (x + 2 * y) - 950);
  const winner = Uint8Array.from(values, (value) => (value >= 0 ? 3 : 1));
  const pieces = borderContour(winner, values.map(Math.abs), 8, 8);
  const wanted = zeroContour(values.map((value) => -value), 8, 8);
  assert.deepEqual(pieces.length, wanted.length);
  for (let at = 0; at < pieces.length; at += 2) {
    assert.ok(Math.abs(pieces[at] + 2 * pieces[at + 1] - 9.5) < 1e-9);
  }
});

test("three regions that meet have borders inside their cell, one region has none", () => {
  const pieces = borderContour([0, 1, 2, 0], [1, 1, 1, 1], 2, 2);
  assert.ok(pieces.length >= 8 && pieces.every((place) => place >= 0 && place <= 1));
  assert.deepEqual(borderContour([2, 2, 2, 2], [1, 9, 1, 9], 2, 2), []);
});

test("readout numbers follow the style of the app", () => {
  assert.equal(formatValue(0.2164, "loss"), "0.216");
  assert.equal(formatValue(0.00042, "loss"), "4.2×10⁻⁴");
  assert.equal(formatValue(0, "loss"), "0.000");
  assert.equal(formatValue(-1.5, "loss"), "−1.500");
  assert.equal(formatValue(9994.9, "loss"), "9994.900");
  assert.equal(formatValue(9995, "loss"), "1.0×10⁴");
  assert.equal(formatValue(0.947, "percent"), "94.7\u202f%");
  assert.equal(formatValue(0.934, "r2"), "0.93");
  assert.equal(formatValue(0.9999, "r2"), ">0.99");
  assert.equal(formatValue(1, "r2"), "1.00");
  assert.equal(formatValue(-0.004, "r2"), "0.00");
  assert.equal(formatValue(-12345, "r2"), "−1.2×10⁴");
  assert.equal(formatValue(0.24, "gradient"), "0.24");
  assert.equal(formatValue(0.2, "gradient"), "0.20");
  assert.equal(formatValue(123, "gradient"), "120");
  assert.equal(formatValue(3.14e-7, "gradient"), "3.1×10⁻⁷");
  assert.equal(formatValue(2.5e12, "gradient"), "2.5×10¹²");
  assert.equal(formatValue(0, "gradient"), "0");
  assert.equal(formatValue(NaN, "loss"), "–");
  assert.equal(formatStep(1234), "step 1,234");
  assert.equal(formatTick(-8), "−8");
  assert.equal(formatTick(-65536), "−6.6×10⁴");
});

test("labels keep a distance, their order, and their box", () => {
  assert.deepEqual(placeLabels([10, 50], [0, 1], 15, 0, 100), [10, 50]);
  assert.deepEqual(placeLabels([40, 42], [0, 1], 15, 0, 100), [33.5, 48.5]);
  assert.deepEqual(placeLabels([42, 40], [0, 1], 15, 0, 100), [33.5, 48.5]);
  assert.deepEqual(placeLabels([98, 99, 100], [0, 1, 2], 15, 0, 100), [70, 85, 100]);
  assert.deepEqual(placeLabels([], [], 15, 0, 100), []);
});

test("labels swap only once their lines have visibly crossed", () => {
  assert.deepEqual(labelOrder([30, 20, 10], [], 15), [2, 1, 0]);
  assert.deepEqual(labelOrder([21, 20], [0, 1], 16), [0, 1]);
  assert.deepEqual(labelOrder([23, 20], [0, 1], 16), [1, 0]);
  assert.deepEqual(labelOrder([1, 2, 3], [0, 1], 15), [0, 1, 2]);
});

test("scales are linear or logarithmic", () => {
  const linear = createScale({ low: 0, high: 200 }, 40, 240);
  const log = createScale({ scale: "log", low: 0.01, high: 1 }, 100, 0);
  assert.equal(linear(50), 90);
  assert.ok(Math.abs(log(0.1) - 50) < 1e-9);
  assert.ok(!Number.isFinite(log(0)));
});

test("extent and nearest entry", () => {
  assert.deepEqual(extent([[1, NaN, 3], [-Infinity, 2]]), [1, 3]);
  assert.equal(extent([[NaN]]), null);
  assert.equal(nearestIndex([0, 2, 4], 2.9), 1);
  assert.equal(nearestIndex([], 1), -1);
});

test("the central part of a curve has interpolated ends", () => {
  const part = cutCurve([0, 1, 2, 3], [0, 10, 20, 30], 0.5, 2.25);
  assert.deepEqual(part, [[0.5, 5], [1, 10], [2, 20], [2.25, 22.5]]);
  assert.deepEqual(cutCurve([0, 1], [0, 10], 0, 0), [[0, 0], [0, 0]]);
});

test("the slope's label goes above its line where f is below it", () => {
  const z = { data: Float32Array.from({ length: 101 }, (_, at) => at) };
  const flat = (value) => ({ data: new Float32Array(101).fill(value) });
  const place = (f) => slopeLabelPlace({ z, f: flat(f), slope: flat(50) }, (y) => y, 10, 0, 100);
  assert.equal(place(0), 58);
  assert.equal(place(58), 42);
});

const measure = (text) => 6 * text.length;
const shares = { flat_left: "52 % flat", flat_right: "7 % flat", below: "3", above: null };

test("a dense panel keeps its shares inside the histogram, in fewer words", () => {
  const zone = zones(130, 64, 12.5);
  assert.ok(zone.dense);
  const { flat, outside } = shareItems(shares, 130, zone, 12.5, measure);
  assert.deepEqual(flat.map((item) => item.text), ["52 % flat", "7 % flat"]);
  assert.ok(flat.every(({ y }) => y - 6 >= zone.barTop && y + 6 <= zone.bottom));
  assert.ok(outside.every((item) => !item.text));
  const [left] = shareItems(shares, 272, zone, 12.5, measure).flat;
  assert.equal(left.text, "◂ 3 · 52 % flat");
  const { outside: counts } = shareItems({ ...shares, flat_left: null }, 130, zone, 12.5, measure);
  assert.equal(counts[0].text, "◂ 3");
});

test("a roomy panel has shares above and counts below", () => {
  const zone = zones(272, 121, 12.5);
  assert.ok(!zone.dense);
  const { flat, outside } = shareItems(shares, 272, zone, 12.5, measure);
  assert.equal(flat[0].text, "52 % flat");
  assert.equal(outside[0].text, "◂ 3");
  assert.ok(outside[0].y - flat[0].y >= 12.5);
});

test("every second tick goes where two would come closer than 8 px", () => {
  const texts = (width) => {
    const toX = createScale({ low: -16, high: 16 }, 0, width);
    return tickItems([-16, -8, 0, 8, 16], toX, width, 0, measure).map((item) => item.text);
  };
  assert.deepEqual(texts(140), ["−16", "−8", "0", "8", "16"]);
  assert.deepEqual(texts(90), ["−16", "0", "16"]);
});

test("colours: luminance and ramp", () => {
  assert.equal(luminance([0, 0, 0]), 0);
  assert.ok(Math.abs(luminance([255, 255, 255]) - 1) < 1e-9);
  const table = ramp(["#000000", "#FF0000", "#FFFFFF"]);
  assert.equal(table.length, 256);
  assert.deepEqual([table[0], table[255]], [[0, 0, 0], [255, 255, 255]]);
  assert.deepEqual(table[127].map((channel) => channel > 0), [true, false, false]);
});

test("bytes that are no payload are refused in words", () => {
  assert.throws(() => unpack("ACT1"), /not bytes/);
  assert.throws(() => unpack(new Uint8Array(3)), /ACT1/);
  assert.throws(() => unpack(Uint8Array.of(65, 67, 84, 49, 9, 0, 0, 0)), /inside its header/);
});

test("each pixel of a heat map shows the reading that is nearest to its step", () => {
  const { low, high } = { low: 0, high: 100 };
  const steps = [0, 1, 2, 3, 4, 10, 20, 40, 60, 80];
  const rows = rowsOfPixels(steps, { high }, 400);
  for (let pixel = 0; pixel < 400; pixel += 1) {
    const step = low + ((pixel + 0.5) / 400) * (high - low);
    const distance = steps.map((known) => Math.abs(known - step));
    if (rows[pixel] < 0) assert.ok(step > 89);
    else assert.ok(distance[rows[pixel]] <= Math.min(...distance) + 0.26);
  }
  assert.deepEqual([...new Set(rows)], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1]);
});

test("a heat map of one reading, or of none, leaves the rest blank", () => {
  assert.deepEqual([...rowsOfPixels([], { high: 10 }, 3)], [-1, -1, -1]);
  assert.deepEqual([...rowsOfPixels([5], { low: 4.5, high: 5.5 }, 3)], [0, 0, 0]);
  const rows = rowsOfPixels([0], { high: 1000 }, 50);
  assert.deepEqual([rows[0], rows[1], rows[49]], [0, -1, -1]);
});

test("readings that are closer than pixels are never more than one pixel off", () => {
  const steps = Array.from({ length: 128 }, (_, step) => step);
  const rows = rowsOfPixels(steps, { high: 12800 }, 100);
  assert.ok(rows[0] >= 0 && rows[2] === -1);
});

test("marks that would touch are one, of the rarest kind", () => {
  const marks = [
    { at: 0, kind: "changed", text: "a" },
    { at: 5, kind: "revived", text: "b" },
    { at: 8, kind: "died", text: "c" },
    { at: 100, kind: "diverged", text: "d" },
  ];
  assert.deepEqual(mergedMarks(marks, 100, 1000, 11).map((mark) => mark.at), [0, 5, 8, 100]);
  assert.deepEqual(mergedMarks(marks, 100, 150, 11), [
    { at: 0, kind: "changed", texts: ["a", "b"] },
    { at: 8, kind: "died", texts: ["c"] },
    { at: 100, kind: "diverged", texts: ["d"] },
  ]);
  assert.deepEqual(mergedMarks([], 0, 150, 11), []);
});

test("deaths and revivals that would touch are one mark of both", () => {
  const marks = ["revived", "died", "died"].map((kind, at) => ({ at, kind, text: kind }));
  assert.deepEqual(mergedMarks(marks, 100, 150, 11).map((mark) => mark.kind), ["both"]);
});

test("from mark to mark", () => {
  const marks = [{ at: 3 }, { at: 7 }, { at: 9 }];
  assert.deepEqual([0, 3, 8, 9].map((at) => neighbour(marks, at, 1)), [3, 7, 9, null]);
  assert.deepEqual([3, 4, 9, 10].map((at) => neighbour(marks, at, -1)), [null, 3, 7, 9]);
});

test("an exact zero has a colour of its own, and the ramp is even around it", () => {
  const ramp = Array.from({ length: 256 }, (_, at) => at);
  assert.equal(colourOf(0, 2, ramp, "zero"), "zero");
  assert.equal(colourOf(-0, 2, ramp, "zero"), "zero");
  assert.deepEqual([-2, -1e-9, 1e-9, 2, 9].map((value) => colourOf(value, 2, ramp, "zero")), [
    0, 127, 128, 255, 255,
  ]);
  assert.deepEqual([columnsOf(16, 700), columnsOf(16, 300), columnsOf(3, 300)], [8, 4, 3]);
});

test("dots are written and read back", () => {
  const dots = new Uint8Array(pad.SIDE * pad.SIDE);
  for (const at of [0, 5, 1023]) dots[at] = 1;
  const text = pad.written(dots);
  assert.equal(text, `84${"0".repeat(253)}1`);
  assert.deepEqual(pad.read(text), dots);
  assert.ok(pad.read("").every((dot) => dot === 0));
});

test("a stroke has no gaps, the width of the pen, and stays on the pad", () => {
  const dots = new Uint8Array(pad.SIDE * pad.SIDE);
  pad.stroke(dots, [2, 16], [30, 16]);
  for (let column = 2; column < 30; column += 1) {
    const rows = [];
    for (let row = 0; row < 32; row += 1) if (dots[32 * row + column]) rows.push(row);
    assert.deepEqual(rows, [14, 15, 16, 17]);
  }
  const before = dots.reduce((sum, dot) => sum + dot);
  pad.stroke(dots, [-9, -9], [-9, -9]);
  assert.equal(dots.reduce((sum, dot) => sum + dot), before);
});
