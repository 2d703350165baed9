// The regions of several classes: the winner's colour, deeper where the net is surer of it.

import { borderContour } from "./contour.js";
import { drawRaster, strokePieces } from "./raster.js";
import { drawNumerals, drawSamples } from "./samples.js";

/** Draws the regions, the borders between them and the samples. */
export function drawClasses(context, width, height, { field, plane, samples, theme }) {
  const { winner, share, margin } = field;
  const [rows, columns] = winner.shape;
  const guess = 255 / plane.classes;
  drawRaster(context, width, height, winner.shape, (index) => {
    const sure = Math.max(0, (share.data[index] - guess) / (255 - guess));
    return theme.fields[winner.data[index]][Math.round(255 * sure)];
  });
  const pieces = borderContour(winner.data, margin.data, columns, rows);
  strokePieces(context, width, height, winner.shape, pieces, theme.text, 2);
  const draw = plane.numerals ? drawNumerals : drawSamples;
  draw(context, width, height, plane, samples, theme);
  return [];
}
