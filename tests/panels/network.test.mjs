// Where a network's parts stand, tested with Node's own runner.

import assert from "node:assert/strict";
import { test } from "node:test";

const folder = new URL("../../static/panels/", import.meta.url);
const places = await import(new URL("net_places.js", folder));
const { labelItems, nameOf } = await import(new URL("net_labels.js", folder));
const { sampleLines, sampleOf, unitNumbers } = await import(new URL("sample_words.js", folder));

const AXIS = 12.5;
const ROOMS = [[944, 540], [612, 540], [460, 540], [358, 540], [944, 330]];
const NETS = [[2], [2, 8, 8], [1, 8, 8, 8, 8, 8, 8], [2, 16, 3], [8, 1, 16, 1]];

test("long names of inputs stand below their pictures, where no link begins", () => {
  const room = { width: 612, height: 540 };
  const [short, long] = [2, 13].map((letters) => places.netPlaces([4, 8, 8], room, AXIS, letters));
  assert.equal(places.linkEnds(long, 0, []).from, long.columns[0].x + long.size);
  assert.equal(places.linkEnds(short, 0, []).from, short.columns[0].x + short.size + short.gap);
  const network = { inputs: { names: ["petal length", "b", "c", "d"] }, layers: [] };
  const [{ x, y, align }] = labelItems(network, long, () => null, AXIS).plain;
  assert.deepEqual([x, align], [long.columns[0].x, "start"]);
  const [first, second] = long.columns[0].ys;
  assert.ok(y - AXIS / 2 >= first + long.size / 2 && y + AXIS / 2 <= second - long.size / 2);
});

test("pictures of a net never overlap, and stand inside its place", () => {
  for (const [width, height] of ROOMS) {
    for (const rows of NETS) {
      const found = places.netPlaces(rows, { width, height }, AXIS);
      const below = found.wide ? 0 : 1.2 * AXIS;
      found.columns.forEach(({ x, ys }, at) => {
        const next = found.columns[at + 1]?.x ?? found.output.x;
        assert.ok(next - x >= found.size + found.gap + 24, "room for links");
        assert.equal(ys.length, rows[at]);
        for (let row = 1; row < ys.length; row += 1) {
          assert.ok(ys[row] - ys[row - 1] >= found.size + below, `${rows} in ${width}`);
        }
        assert.ok(ys[0] - found.size / 2 >= 2.4 * AXIS, "below the heading");
        assert.ok(ys.at(-1) + found.size / 2 + below <= found.height);
      });
      assert.ok(found.output.x + found.output.size <= found.width);
    }
  }
});

test("six layers of eight fit beside a selected unit", () => {
  const found = places.netPlaces([2, 8, 8, 8, 8, 8, 8], { width: 612, height: 540 }, AXIS);
  assert.ok(found.width <= 612 && found.height <= 540);
});

test("a link is found at every point of its course, and none beside it", () => {
  const ends = { from: 100, to: 200, starts: [50, 150], ends: [40, 120, 300] };
  for (const x of [130, 150, 199]) {
    const y = places.linkHeight(ends, 150, 300, x);
    assert.deepEqual(places.nearestLink(ends, x, y, 5), [1, 2]);
  }
  assert.ok(Math.abs(places.linkHeight(ends, 150, 300, 150) - 225) < 0.01);
  assert.ok(Math.abs(places.linkHeight(ends, 150, 300, 100) - 150) < 0.01);
  assert.ok(Math.abs(places.linkHeight(ends, 150, 300, 200) - 300) < 0.01);
  assert.equal(places.nearestLink(ends, 150, 500, 5), null);
  assert.equal(places.nearestLink(ends, 99, 50, 5), null);
});

test("links are as wide as their weights, within limits", () => {
  assert.equal(places.linkWidth(-1), 2.2);
  assert.equal(places.linkWidth(0.01), 0.4);
  assert.equal(places.linkWidth(50), 6);
});

test("ports stand around the middle, apart from each other", () => {
  assert.deepEqual(places.portPlaces(1, 80, 120), [80]);
  const ten = places.portPlaces(10, 80, 120);
  assert.ok(Math.abs((ten[0] + ten[9]) / 2 - 80) < 1e-9);
  assert.ok(ten[0] >= 20 && ten[1] - ten[0] >= 10);
});

const UNITS = ["1.1", "1.2"].map((key, row) => ({ key, label: `${row} %`, mark: row ? "dead" : null }));
const NETWORK = {
  inputs: { names: ["x", "y"] },
  layers: [{ units: UNITS, more: "+ 4 more" }],
  ports: [{ name: "" }],
};

test("marks stand apart from shares, and numbers of a sample replace both", () => {
  const found = places.netPlaces([2, 2], { width: 944, height: 540 }, AXIS);
  const { plain, marked } = labelItems(NETWORK, found, () => null, AXIS);
  assert.deepEqual(plain.map(({ text }) => text), ["x", "y", "0 %", "+ 4 more"]);
  assert.deepEqual(marked.map(({ text }) => text), ["1 %"]);
  const numbers = labelItems(NETWORK, found, (layer, row) => `h${layer}${row}`, AXIS);
  assert.deepEqual(numbers.marked.map(({ text }) => text), ["h00", "h01"]);
});

test("parts are named as sentences name them", () => {
  assert.deepEqual([[0, 1], [1, 0], [2, 0]].map((at) => nameOf(NETWORK, ...at)), ["y", "1·1", "output"]);
});

const array = (shape, ...values) => ({ shape, data: Float32Array.from(values) });
const PASSES = {
  train: 2,
  preactivations: [array([3, 2], 1, -2, 3, -4, 5, -0.51)],
  activations: [array([3, 2], 1, 0, 3, 0, 5, 0)],
  output: array([3, 1], 0.1, 0.2, 2.31),
};

test("a sample is named by its set and its place there", () => {
  assert.deepEqual(sampleOf(PASSES, 1), { part: "train", at: 1 });
  assert.deepEqual(sampleOf(PASSES, 2), { part: "test", at: 0 });
  const samples = { test: array([1, 2], -1.25, 0.5), test_class: { data: Uint8Array.of(1) } };
  const lines = sampleLines(PASSES, 2, { samples, plane: { kind: "binary" } });
  assert.deepEqual(lines, ["test sample 1, class 1", "x −1.3, y 0.50", "output 2.3"]);
  assert.deepEqual(unitNumbers(PASSES, 2, 0, 1), { z: "−0.51", h: "0" });
});
