// The field of one net: a decision between two classes, between several, a surface or a curve.

import { drawClasses } from "./classes.js";
import { zeroContour } from "./contour.js";
import { drawGraph } from "./graph.js";
import { drawRaster, strokePieces } from "./raster.js";
import { drawSamples } from "./samples.js";
import { drawRelief } from "./relief.js";

function drawBinary(context, width, height, { field, plane, samples, theme }) {
  const { shade, level } = field;
  const [rows, columns] = level.shape;
  drawRaster(context, width, height, shade.shape, (index) => theme.ramp[shade.data[index]]);
  const pieces = zeroContour(level.data, columns, rows);
  strokePieces(context, width, height, level.shape, pieces, theme.text, 2);
  drawSamples(context, width, height, plane, samples, theme);
  return [];
}

const DRAW = { binary: drawBinary, classes: drawClasses, surface: drawRelief, curve: drawGraph };

/**
 * Draws one entry of the view's `fields` with the samples over it; returns the texts that stand
 * beside it, as `textLayer` takes them.
 */
export function drawField(context, width, height, scene) {
  return DRAW[scene.plane.kind](context, width, height, scene);
}
