// An activation function and its slope over the range of a layer's preactivations.

import { createScale, extent, tracePath } from "./scale.js";

function drawHairline(context, fromX, fromY, toX, toY, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

function strokeCurve(context, xs, ys, toX, toY, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  tracePath(context, xs, ys, toX, toY);
  context.stroke();
}

function interpolate(xs, ys, x) {
  const right = xs.findIndex((value) => value >= x);
  if (right <= 0) return ys[right === 0 ? 0 : ys.length - 1];
  const share = (x - xs[right - 1]) / (xs[right] - xs[right - 1]);
  return ys[right - 1] + share * (ys[right] - ys[right - 1]);
}

/** The part of a sampled curve with low <= x <= high, ends interpolated. */
export function cutCurve(xs, ys, low, high) {
  const inside = Array.from(xs, (x, index) => [x, ys[index]]).filter(
    ([x]) => x > low && x < high,
  );
  const ends = [low, high].map((x) => [x, interpolate(xs, ys, x)]);
  return [ends[0], ...inside, ends[1]];
}

/** The vertical scale that f and its slope share. */
export function curveScale(panel, top, bottom) {
  const [low, high] = extent([panel.f.data, panel.slope.data]) ?? [0, 1];
  const middle = (low + high) / 2;
  const range = low < high ? { low, high } : { low: middle - 1, high: middle + 1 };
  return createScale(range, bottom, top);
}

/** Draws the slope dotted, f over it, thick where the central 90 % of the values lie. */
export function drawCurves(context, width, panel, toX, toY, theme) {
  const colour = panel.colour[theme.mode];
  const { z, f, slope } = panel;
  drawHairline(context, 0, Math.round(toY(0)) + 0.5, width, Math.round(toY(0)) + 0.5, theme.border);
  context.lineJoin = "round";
  context.lineCap = "butt";
  context.setLineDash([3, 3]);
  strokeCurve(context, z.data, slope.data, toX, toY, theme.secondary, 1.25);
  context.setLineDash([]);
  strokeCurve(context, z.data, f.data, toX, toY, colour, 1.5);
  const limit = (value) => Math.max(z.data[0], Math.min(value, z.data.at(-1)));
  const part = cutCurve(z.data, f.data, ...panel.central.map(limit));
  context.lineCap = "round";
  strokeCurve(context, part.map(([x]) => x), part.map(([, y]) => y), toX, toY, colour, 4);
}

/** Height for the label of the slope at the right edge: below the line, or above if f is there. */
export function slopeLabelPlace(panel, toY, size, top, bottom) {
  const count = panel.z.data.length;
  const tail = Array.from(panel.f.data.slice(Math.floor(0.78 * count)), toY);
  const end = toY(panel.slope.data[count - 1]);
  const clamp = (y) => Math.max(top + size / 2, Math.min(y, bottom - size / 2));
  const places = [end + 0.8 * size, end - 0.8 * size].map(clamp);
  const hits = places.map((y) => tail.filter((line) => Math.abs(line - y) < size / 2).length);
  return hits[1] < hits[0] ? places[1] : places[0];
}
