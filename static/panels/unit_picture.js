// The picture of one unit: its activation over the plane, or along the line.

import { drawRaster } from "./raster.js";
import { drawNumerals, drawSamples, drawValues } from "./samples.js";
import { createScale, tracePath } from "./scale.js";

const RADIUS = 4;
const BAR = 4;
const HATCH = 6;

function outline(context, x, y, size, radius) {
  context.beginPath();
  context.roundRect(x, y, size, size, radius);
}

function drawLine(context, size, values, theme) {
  const xs = Array.from(values, (_, at) => at);
  const toX = createScale({ low: 0, high: values.length - 1 }, 0, size);
  const toY = createScale({ low: -1, high: 1 }, size - 2, 2);
  context.fillStyle = theme.border;
  context.fillRect(0, Math.round(size / 2), size, 1);
  context.strokeStyle = theme.text;
  context.lineWidth = size > 100 ? 2 : 1.5;
  context.lineJoin = "round";
  context.beginPath();
  tracePath(context, xs, values, toX, toY);
  context.stroke();
}

// Many inputs are one block: a grid in place of their pictures.
function drawGrid(context, size, theme) {
  context.fillStyle = theme.flat;
  const pitch = size / 8;
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      context.fillRect(column * pitch + 0.5, row * pitch + 0.5, pitch - 1, pitch - 1);
    }
  }
}

/** Draws picture `index` of a column ({ shades } or { lines }) over (0, 0, size, size). */
export function drawPicture(context, size, { shades, lines, block }, index, theme) {
  if (block) {
    drawGrid(context, size, theme);
    return;
  }
  if (lines) {
    const length = lines.shape.at(-1);
    drawLine(context, size, lines.data.subarray(index * length, (index + 1) * length), theme);
    return;
  }
  const [rows, columns] = shades.shape.slice(-2);
  const start = index * rows * columns;
  drawRaster(context, size, size, [rows, columns], (at) => theme.ramp[shades.data[start + at]]);
}

function drawHatch(context, size, theme) {
  context.fillStyle = theme.background;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = theme.secondary;
  context.globalAlpha = 0.6;
  context.lineWidth = 1;
  context.beginPath();
  for (let at = -size; at < size; at += HATCH) {
    context.moveTo(at, size);
    context.lineTo(at + size, 0);
  }
  context.stroke();
  context.globalAlpha = 1;
}

// The bias: a bar at the left edge, from the middle up where it is positive, else down.
function drawBias(context, x, y, size, bar, theme) {
  const length = Math.max(1.5, (Math.abs(bar) * size) / 2);
  context.fillStyle = bar === 0 ? theme.border : theme.classes[bar < 0 ? 0 : 1];
  context.fillRect(x - BAR - 2, bar < 0 ? y : y - length, BAR, length);
}

function drawRings(context, x, y, size, unit, theme) {
  context.strokeStyle = unit.mark === "saturated" ? theme.text : theme.border;
  context.lineWidth = 1;
  if (unit.mark === "saturated") context.setLineDash([3, 3]);
  outline(context, x + 0.5, y + 0.5, size - 1, RADIUS);
  context.stroke();
  context.setLineDash([]);
  if (!unit.selected) return;
  context.strokeStyle = theme.text;
  context.lineWidth = 2.5;
  outline(context, x - 2.5, y - 2.5, size + 5, RADIUS + 2.5);
  context.stroke();
}

// What is switched off is pale and struck through.
function drawOff(context, size, theme) {
  context.fillStyle = theme.background;
  context.globalAlpha = 0.75;
  context.fillRect(0, 0, size, size);
  context.globalAlpha = 1;
  context.strokeStyle = theme.text;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(0, size);
  context.lineTo(size, 0);
  context.stroke();
}

/** Draws unit `index` of a column with its left edge at x and its middle at y. */
export function drawUnit(context, x, y, size, column, index, theme) {
  const unit = column.units?.[index] ?? {};
  const top = Math.round(y - size / 2);
  context.save();
  context.translate(x, top);
  outline(context, 0, 0, size, RADIUS);
  context.clip();
  context.fillStyle = theme.background;
  context.fillRect(0, 0, size, size);
  if (unit.mark === "dead") drawHatch(context, size, theme);
  else drawPicture(context, size, column, index, theme);
  if (unit.off) drawOff(context, size, theme);
  context.restore();
  drawRings(context, x, top, size, unit, theme);
  if (unit.bar !== undefined) drawBias(context, x, y, size, unit.bar, theme);
}

/** Draws the bias of an output at its port. */
export function drawPort(context, x, y, bar, theme) {
  drawBias(context, x + BAR + 2, y, 40, bar, theme);
}

/** Draws one large picture with the samples over it. */
export function drawLargeUnit(context, width, height, picture, plane, samples, theme) {
  const size = Math.min(width, height);
  drawPicture(context, size, picture, 0, theme);
  if (plane.kind === "curve") return;
  const marks = plane.kind === "surface" ? drawValues : drawSamples;
  (plane.numerals ? drawNumerals : marks)(context, size, size, plane, samples, theme);
}
