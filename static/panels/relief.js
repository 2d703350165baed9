// A net's number over the plane: colours with a scale below them, lines of equal height.

import { zeroContour } from "./contour.js";
import { drawRaster, strokePieces } from "./raster.js";
import { drawValues } from "./samples.js";

const BAR = 6;
// Samples of a surface reach twice as far from the middle of the scale as its ends do.
const FULL = 32767 / 2;

function drawScale(context, top, width, scale, theme) {
  for (let x = 0; x < width; x += 1) {
    const [red, green, blue] = theme.ramp[Math.round((255 * x) / (width - 1))];
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    context.fillRect(x, top, 1, BAR);
  }
  context.fillStyle = theme.text;
  for (const level of scale.levels) {
    const x = ((level - scale.low) / (scale.high - scale.low)) * width;
    context.fillRect(Math.round(x), top, 1, BAR);
  }
}

function tickItems(scale, width, y) {
  return scale.ticks.map(([value, text]) => {
    const place = (value - scale.low) / (scale.high - scale.low);
    const align = place === 0 ? "start" : place === 1 ? "end" : "middle";
    return { text, x: place * width, y, align };
  });
}

/** Width and height of the surface itself, above its scale. */
export function reliefSize(width, height, theme) {
  return Math.floor(Math.min(width, height - BAR - 4 - 1.4 * theme.axis));
}

/** Draws the surface, its lines at the levels of the scale, the samples and the scale. */
export function drawRelief(context, width, height, { field, plane, samples, theme }) {
  const { scale } = plane;
  const size = reliefSize(width, height, theme);
  const { data, shape } = field.surface;
  const [rows, columns] = shape;
  const share = (index) => Math.max(0, Math.min((data[index] / FULL + 1) / 2, 1));
  drawRaster(context, size, size, shape, (at) => theme.ramp[Math.round(255 * share(at))]);
  const middle = (scale.low + scale.high) / 2;
  for (const level of scale.levels) {
    const height16 = ((level - middle) / (scale.high - middle)) * FULL;
    const pieces = zeroContour(data.map((value) => value - height16), columns, rows);
    strokePieces(context, size, size, shape, pieces, theme.text, level === middle ? 1.5 : 0.75);
  }
  drawValues(context, size, size, plane, samples, theme);
  drawScale(context, size + 4, size, scale, theme);
  return tickItems(scale, size, size + 4 + BAR + 0.75 * theme.axis);
}
