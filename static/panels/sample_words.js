// What stands beside a sample that one points at, and beside the units on its way through the net.

import { formatValue } from "./format.js";

const number = (value) => formatValue(value, "gradient");

/** Whether sample `index` is one of the training set, and which one there. */
export function sampleOf(passes, index) {
  const train = index < passes.train;
  return { part: train ? "train" : "test", at: train ? index : index - passes.train };
}

// A class by its name where it has one.
const className = ({ names }, at) => (names?.length ? names[at] : `class ${at}`);

function targetOf(samples, part, at, plane) {
  const { kind } = plane;
  if (kind === "curve") return `target ${number(samples[part].data[2 * at + 1])}`;
  if (kind === "surface") return `target ${number(samples[`${part}_value`].data[at])}`;
  return className(plane, samples[`${part}_class`].data[at]);
}

function outputsOf(passes, index, plane) {
  const count = passes.output.shape[1];
  const values = Array.from(passes.output.data.slice(index * count, (index + 1) * count));
  if (count === 1) return [`output ${number(values[0])}`];
  const best = values.indexOf(Math.max(...values));
  return [`output ${number(values[best])} for ${className(plane, best)}`, "the largest of all classes"];
}

/** Lines about a sample: which one, where it stands, what the net says of it. */
export function sampleLines(passes, index, { samples, plane }) {
  const { part, at } = sampleOf(passes, index);
  const [x, y] = samples[part].data.slice(2 * at, 2 * at + 2);
  const place = plane.kind === "curve" ? `x ${number(x)}` : `x ${number(x)}, y ${number(y)}`;
  const target = targetOf(samples, part, at, plane);
  return [`${part} sample ${at + 1}, ${target}`, place, ...outputsOf(passes, index, plane)];
}

/** Preactivation and activation of unit `row` of a drawn layer for a sample, as texts. */
export function unitNumbers(passes, index, layer, row) {
  const read = ({ shape, data }) => number(data[index * shape[1] + row]);
  return { z: read(passes.preactivations[layer]), h: read(passes.activations[layer]) };
}
